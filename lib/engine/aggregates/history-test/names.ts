import { pascalCase } from "../../evolution/export/exported-file";

const RESERVED =
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
  "finally for function if implements import in instanceof interface let new null package private protected public return " +
  "static super switch this throw true try typeof undefined var void while with yield NaN Infinity";

/** Gives out names for constants, each once. */
export interface Names {
  /** A name of the words of `text`; with `number` behind it where the plain one is taken. */
  constant(text: string, number: number, isOnly: boolean): string;
}

/** Names that are none of `taken`. */
export function names(taken: Iterable<string>): Names {
  const used = new Set([...RESERVED.split(" "), ...taken]);
  return {
    constant(text, number, isOnly) {
      const pascal = pascalCase(text);
      const plain = pascal.charAt(0).toLowerCase() + pascal.slice(1);
      let name = isOnly && !used.has(plain) ? plain : `${plain}${number}`;
      while (used.has(name)) name = `${name}_`;
      used.add(name);
      return name;
    },
  };
}
