/** A part of JavaScript text: a word or number, a literal with signs of its own, or punctuation. */
export interface SourceToken {
  readonly kind: "word" | "literal" | "punctuation";
  readonly text: string;
}

/** What stands between brackets, or one token. */
export type SourceNode = SourceToken | SourceGroup;

export interface SourceGroup {
  readonly kind: "group";
  readonly open: string;
  readonly close: string;
  readonly nodes: readonly SourceNode[];
}

const SPACE = /\s+/y;
const WORD = /[\p{ID_Start}$_#\d][\p{ID_Continue}$.\u200c\u200d]*/uy;
const NAME = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const STRING = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const PUNCTUATION =
  />>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|\*\*|<<|>>|[\s\S]/y;

const BEFORE_VALUES = new Set(["return", "typeof", "case", "in", "of", "throw", "new", "void", "delete"]);

/** Cuts JavaScript that a compiler wrote, and that has no comments, into tokens. */
export function sourceTokens(text: string): SourceToken[] {
  const tokens: SourceToken[] = [];
  for (let at = 0; at < text.length; ) {
    const space = match(SPACE, text, at);
    if (space !== "") {
      at += space.length;
      continue;
    }
    const token = tokenAt(text, at, tokens.at(-1));
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, at: number, before: SourceToken | undefined): SourceToken {
  const word = match(/\d/.test(text[at] ?? "") ? WORD : NAME, text, at);
  if (word !== "") return { kind: "word", text: word };
  if (text[at] === "`") return { kind: "literal", text: templateAt(text, at) };
  const literal = match(STRING, text, at) || (beginsValue(before) ? match(REGEX, text, at) : "");
  if (literal !== "") return { kind: "literal", text: literal };
  return { kind: "punctuation", text: match(PUNCTUATION, text, at) };
}

/** Whether a value, and no operator, can follow: there a slash begins a regular expression. */
export function beginsValue(before: SourceToken | SourceGroup | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "word") return BEFORE_VALUES.has(before.text);
  return before.kind === "punctuation" && !/^(?:[)\]}]|\+\+|--)$/.test(before.text);
}

function templateAt(text: string, start: number): string {
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (depth === 0 && text[at] === "`") return text.slice(start, at + 1);
    else if (depth > 0 && text[at] === "`") at += templateAt(text, at).length - 1;
    else if (depth === 0 && text.startsWith("${", at)) depth = 1;
    else if (depth > 0 && text[at] === "{" && text[at - 1] !== "$") depth += 1;
    else if (depth > 0 && text[at] === "}") depth -= 1;
  }
  return text.slice(start);
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Groups tokens by their brackets; what is never closed ends with the text. */
export function sourceTree(tokens: readonly SourceToken[]): SourceNode[] {
  const root: SourceNode[] = [];
  const stack: { readonly nodes: SourceNode[]; readonly close: string }[] = [{ nodes: root, close: "" }];
  for (const token of tokens) {
    const level = stack.at(-1);
    if (level === undefined) break;
    const close = token.kind === "punctuation" ? CLOSES[token.text] : undefined;
    if (close !== undefined) {
      const nodes: SourceNode[] = [];
      level.nodes.push({ kind: "group", open: token.text, close, nodes });
      stack.push({ nodes, close });
    } else if (stack.length > 1 && token.kind === "punctuation" && token.text === level.close) stack.pop();
    else level.nodes.push(token);
  }
  return root;
}
