import { namesIn } from "./snippets";

const WORDS_OF_THE_LANGUAGE =
  "arguments async await boolean break case catch class const continue debugger default delete do else false finally for from " +
  "function get if in instanceof let new null number object of return set static string super switch this throw true try type " +
  "typeof undefined unknown var void while with yield as satisfies any never readonly";
const GIVEN =
  "Array BigInt Boolean Date Error Infinity Intl JSON Map Math NaN Number Object RangeError RegExp Set String Symbol TypeError " +
  "URL decodeURIComponent encodeURIComponent globalThis isFinite isNaN parseFloat parseInt structuredClone dropEvent severalEvents";
const KNOWN: ReadonlySet<string> = new Set(`${WORDS_OF_THE_LANGUAGE} ${GIVEN}`.split(" "));

/**
 * Names in the text of a function that it does not declare itself: what it needs from the file it was written in. It reads
 * names, not the language, and may list one too many rather than miss one.
 */
export function outsideNames(text: string): string[] {
  const code = withoutTexts(text);
  const own = new Set<string>();
  for (const [, name = ""] of code.matchAll(/\b(?:const|let|var|function|class|catch\s*\()\s*([\w$]+)/g)) own.add(name);
  for (const [, list = ""] of code.matchAll(/\b(?:const|let|var)\s*[{[]([^=]*)[}\]]\s*=/g))
    for (const name of namesIn(list)) own.add(name);
  for (const [, list = ""] of code.matchAll(/\(([^()]*)\)\s*(?:=>|\{)/g))
    for (const name of namesIn(list)) own.add(name);
  for (const [, name = ""] of code.matchAll(/\b([\w$]+)\s*=>/g)) own.add(name);
  const withoutKeys = code.replace(/(?<=[{,]\s*)[\w$]+\s*:(?!:)/g, " ");
  return [...new Set(namesIn(withoutKeys))].filter((name) => !KNOWN.has(name) && !own.has(name) && !/^\d/.test(name));
}

/** Code without its comments, texts and patterns, but with the expressions inside of template texts. */
function withoutTexts(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, " ")
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""')
    .replace(/(?<=[(,=:[!&|?{};\s])\/(?![*/\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g, '""')
    .replace(/`[^`]*`/g, (text) => [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, inner]) => inner).join(" "));
}
