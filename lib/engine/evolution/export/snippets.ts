/** Functions of a prelude by their names, as text. A line after `@name` counts only in a file that has that name too. */
export type Snippets = Readonly<Record<string, string>>;

const CONDITION = /^(?:\/\/|#)@(\w+) ?/;
// Comments and texts have words in them that are no names; a text of Python after an f has expressions in it.
const NO_NAMES = /\/\*\*.*?\*\/|^\s*\/\/.*|"""[\s\S]*?"""|(?<=^|\s)#.*|f?"(?:[^"\\]|\\.)*"/gm;
const NAME = /(?<![.\w])[A-Za-z_]\w*/g;

/** Those that `names` need, in the order they are written in. */
export function snippetsFor(snippets: Snippets, names: Iterable<string>): string[] {
  let wanted = new Set([...names].filter((name) => Object.hasOwn(snippets, name)));
  for (let size = -1; size < wanted.size; ) {
    size = wanted.size;
    const texts = [...wanted].map((name) => linesFor(snippets[name] ?? "", wanted));
    const used = texts.flatMap(namesIn).filter((name) => Object.hasOwn(snippets, name));
    wanted = new Set([...wanted, ...used]);
  }
  return Object.entries(snippets)
    .filter(([name]) => wanted.has(name))
    .map(([, text]) => linesFor(text, wanted));
}

/** The names that code uses, without those of properties. */
export function namesIn(code: string): string[] {
  const names = code
    .replaceAll("...", " ")
    .replaceAll(NO_NAMES, (text) => (text.startsWith("f") ? text.slice(1) : " "));
  return names.match(NAME) ?? [];
}

function linesFor(text: string, wanted: ReadonlySet<string>): string {
  return text
    .trim()
    .split("\n")
    .filter((line) => wanted.has(CONDITION.exec(line)?.[1] ?? "") || !CONDITION.test(line))
    .map((line) => line.replace(CONDITION, ""))
    .join("\n");
}
