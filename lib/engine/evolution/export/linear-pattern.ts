/** Why a pattern has no equal outside of RE2. */
class PatternError extends Error {
  override readonly name = "PatternError";
}

const CLASSES: Readonly<Record<string, string>> = { d: "0-9", w: "0-9A-Za-z_", s: "\\t\\n\\f\\r " };
const CONTROLS: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v", a: "\x07" };
const POSIX: Readonly<Record<string, string>> = {
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "0-9A-Za-z",
  upper: "A-Z",
  lower: "a-z",
  space: "\\t\\n\\x0b\\f\\r ",
  xdigit: "0-9A-Fa-f",
  word: "0-9A-Za-z_",
};

/**
 * Rewrites a pattern of RE2 so that JavaScript (with the flag `u`) and Python's `re` (with `re.ASCII`) find it in the same
 * texts. Throws a `PatternError` where a pattern has parts that mean different things to them.
 */
export function portablePattern(pattern: string): string {
  return new Rewriter(pattern).rewrite();
}

class Rewriter {
  readonly #pattern: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = [...pattern];
  }

  rewrite(): string {
    let result = "";
    let depth = 0;
    let repeatable = false;
    for (let char = this.#next(); char !== undefined; char = this.#next()) {
      if (char === "*" || char === "+" || char === "?" || (char === "{" && this.#isCount())) {
        if (!repeatable) throw new PatternError(`"${char}" repeats nothing here`);
        result += char === "{" ? this.#count() : char;
        if (this.#peek() === "?") result += this.#next();
        repeatable = false;
        continue;
      }
      repeatable = char !== "(" && char !== "|" && char !== "^" && char !== "$";
      if (char === "(") {
        depth++;
        result += this.#group();
      } else if (char === ")") {
        if (--depth < 0) throw new PatternError('")" closes nothing');
        result += ")";
      } else if (char === "[") result += this.#set();
      else if (char === ".") result += "[^\\n]";
      else if (char === "$") result += "(?![\\s\\S])";
      else if (char === "^" || char === "|") result += char;
      else if (char === "\\") {
        const [text, isPlace] = this.#escape();
        result += text;
        repeatable = !isPlace;
      } else result += literal(char);
    }
    if (depth > 0) throw new PatternError('")" is missing');
    return result;
  }

  #next(): string | undefined {
    return this.#pattern[this.#at++];
  }

  #peek(ahead = 0): string | undefined {
    return this.#pattern[this.#at + ahead];
  }

  #rest(): string {
    return this.#pattern.slice(this.#at).join("");
  }

  #isCount(): boolean {
    return /^\d{1,4}(,\d{0,4})?\}/.test(this.#rest());
  }

  #count(): string {
    const [text = ""] = /^[\d,]+\}/.exec(this.#rest()) ?? [];
    this.#at += text.length;
    return `{${text}`;
  }

  #group(): string {
    if (this.#peek() !== "?") return "(?:";
    const [name] = /^\?(?:P?<[A-Za-z_]\w*>|:)/.exec(this.#rest()) ?? [];
    if (name === undefined) throw new PatternError(`"(${this.#rest().slice(0, 3)}" has a meaning of its own in RE2`);
    this.#at += name.length;
    return "(?:";
  }

  /** Outside of a set; true: it is a place between characters. */
  #escape(): [text: string, isPlace: boolean] {
    const char = this.#next();
    if (char === undefined) throw new PatternError("it ends with a backslash");
    const set = CLASSES[char];
    if (set !== undefined) return [`[${set}]`, false];
    const negated = CLASSES[char.toLowerCase()];
    if (negated !== undefined) return [`[^${negated}]`, false];
    if (char === "A") return ["(?<![\\s\\S])", true];
    if (char === "z") return ["(?![\\s\\S])", true];
    if (char === "b") return [WORD_EDGE, true];
    if (char === "B") return [`(?!${WORD_EDGE})`, true];
    return [literal(this.#character(char)), false];
  }

  /** The character that an escape in or outside of a set stands for. */
  #character(char: string): string {
    const control = CONTROLS[char];
    if (control !== undefined) return control;
    if (char === "x") {
      const [text = "", braced, plain] = /^(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(this.#rest()) ?? [];
      const code = Number.parseInt(braced ?? plain ?? "", 16);
      if (text === "" || code > 0x10ffff) throw new PatternError('"\\x" names no character');
      this.#at += text.length;
      return String.fromCodePoint(code);
    }
    if (!/^[!-/:-@[-`{-~]$/.test(char)) throw new PatternError(`"\\${char}" is not the same outside of RE2`);
    return char;
  }

  #set(): string {
    const negated = this.#peek() === "^";
    if (negated) this.#at++;
    let items = "";
    for (let first = true; ; first = false) {
      const char = this.#next();
      if (char === undefined) throw new PatternError('"]" is missing');
      if (char === "]" && !first) break;
      items += this.#setItem(char);
    }
    return `[${negated ? "^" : ""}${items}]`;
  }

  #setItem(char: string): string {
    if (char === "[" && this.#peek() === ":") {
      const [text = "", name = ""] = /^:([a-z]+):\]/.exec(this.#rest()) ?? [];
      const posix = POSIX[name];
      if (posix === undefined) throw new PatternError(`"[${this.#rest().slice(0, 8)}" is not the same outside of RE2`);
      this.#at += text.length;
      return posix;
    }
    if (char === "\\") {
      const escaped = this.#next();
      if (escaped === undefined) throw new PatternError("it ends with a backslash");
      const set = CLASSES[escaped];
      if (set !== undefined) return set;
      return this.#range(this.#character(escaped));
    }
    return this.#range(char);
  }

  #range(from: string): string {
    if (this.#peek() !== "-" || this.#peek(1) === "]" || this.#peek(1) === undefined) return literal(from);
    this.#at++;
    const next = this.#next() ?? "";
    const to = next === "\\" ? this.#character(this.#next() ?? "") : next;
    if (to === "[" || (to.codePointAt(0) ?? 0) < (from.codePointAt(0) ?? 0)) {
      throw new PatternError(`"${from}-${to}" is no range`);
    }
    return `${literal(from)}-${literal(to)}`;
  }
}

// Each language thinks differently of \b where letters other than ASCII's are next to it.
const WORD_EDGE = "(?:(?<![0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<=[0-9A-Za-z_])(?![0-9A-Za-z_]))";

/** A character that stands for itself, in and outside of sets. */
function literal(char: string): string {
  if (/[\^$\\.*+?()[\]{}|/]/.test(char)) return `\\${char}`;
  const code = char.codePointAt(0) ?? 0;
  if (code < 32 || code === 127 || char === "-") return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code === 0x2028 || code === 0x2029) return `\\u${code.toString(16)}`;
  return char;
}
