import { StreamLanguage, type StreamParser } from "@codemirror/language";
import { tags } from "@lezer/highlight";

interface CelState {
  /** The quotes that end the text which the line before left open. */
  open: string | null;
}

const KEYWORDS: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);
const VARIABLES: ReadonlySet<string> = new Set(["data", "event", "row", "exists"]);

/** Colours for CEL: names of tokens are those of @lezer/highlight. */
export const celParser: StreamParser<CelState> = {
  name: "cel",
  tokenTable: { call: tags.function(tags.variableName) },
  startState: () => ({ open: null }),
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    if (state.open !== null) return restOfText(stream, state, state.open);
    if (stream.eatSpace()) return null;
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    const quote = stream.match(/^[rRbB]{0,2}("""|'''|"|')/) as RegExpMatchArray | null;
    if (quote !== null) return restOfText(stream, state, quote[1] ?? '"');
    if (stream.match(/^(0x[\da-fA-F]+|\d+(\.\d+)?([eE][+-]?\d+)?)[uU]?/)) return "number";
    const name = stream.match(/^[A-Za-z_]\w*/) as RegExpMatchArray | null;
    if (name !== null) return nameToken(stream, name[0]);
    stream.next();
    return /[-+*/%=!<>&|?:]/.test(stream.current()) ? "operator" : "punctuation";
  },
};

type Stream = Parameters<StreamParser<CelState>["token"]>[0];

function restOfText(stream: Stream, state: CelState, quotes: string): string {
  const ends = stream.string.slice(stream.pos).search(quotes.length === 3 ? quotes : new RegExp(`(?<!\\\\)${quotes}`));
  if (ends >= 0) {
    stream.pos += ends + quotes.length;
    state.open = null;
  } else {
    stream.skipToEnd();
    state.open = quotes.length === 3 ? quotes : null;
  }
  return "string";
}

function nameToken(stream: Stream, name: string): string {
  const isMember = stream.string.slice(0, stream.start).trimEnd().endsWith(".");
  if (stream.match(/^\s*\(/, false)) return "call";
  if (isMember) return "property";
  return KEYWORDS.has(name) ? "keyword" : VARIABLES.has(name) ? "variable" : "property";
}

/** CEL, as the editor colours it; what is wrong with an expression the server says. */
export const celLanguage = StreamLanguage.define(celParser);
