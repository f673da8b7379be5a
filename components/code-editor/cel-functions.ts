/** A function or operator of the expressions: what is shown, and what a click puts into the text. */
export interface CelFunction {
  readonly shown: string;
  readonly says: string;
  readonly inserts: string;
  /** Where the caret goes, from the beginning of what is put in. */
  readonly caret: number;
  /** Known where something is folded, and nowhere else. */
  readonly folds?: true;
  /** About the row of a projection. */
  readonly ofRow?: true;
}

export interface CelFunctionGroup {
  readonly title: string;
  readonly functions: readonly CelFunction[];
}

const call = (shown: string, says: string, inserts = `${shown.slice(0, shown.indexOf("("))}()`): CelFunction => ({
  shown,
  says,
  inserts,
  caret: inserts.indexOf("(") + 1,
});
const text = (shown: string, says: string, inserts = shown): CelFunction => ({
  shown,
  says,
  inserts,
  caret: inserts.length,
});

/** What the reference lists, grouped as people look for it. */
export const CEL_FUNCTIONS: readonly CelFunctionGroup[] = [
  {
    title: "Null and missing",
    functions: [
      { ...call("coalesce(a, b)", "b where a is null or a field that is not there"), folds: true },
      call("has(data.field)", "whether the field is there"),
      { ...text("exists", "whether there was a row before"), folds: true, ofRow: true },
      text("a ? b : c", "b if a, else c", " ?  : "),
      { ...text("row.column == null", "null in every column of a new row", " == null"), folds: true, ofRow: true },
    ],
  },
  {
    title: "Numbers",
    functions: [
      call("round(x, digits)", "halves away from zero"),
      call("min(a, b)", "the smaller"),
      call("max(a, b)", "the larger"),
      call("floor(x)", "down to a whole number"),
      call("ceil(x)", "up to a whole number"),
      call("abs(x)", "without its sign"),
      call("double(text)", "text as a number"),
      call("int(x)", "as a whole number"),
    ],
  },
  {
    title: "Text",
    functions: [
      call("string(x)", "as text"),
      call("text.contains(part)", "", ".contains('')"),
      call("text.startsWith(part)", "", ".startsWith('')"),
      call("text.matches(pattern)", "RE2", ".matches('')"),
      call("text.replace(from, to)", "every one", ".replace('', '')"),
      call("text.split(at)", "a list", ".split(',')"),
      call("text.substring(from, to)", "from 0", ".substring(0, 10)"),
      call("text.lowerAscii()", "also upperAscii, trim", ".lowerAscii()"),
    ],
  },
  {
    title: "Lists and times",
    functions: [
      call("size(list)", "how many; of text, how long"),
      call("list.map(i, i.name)", "each as something else", ".map(i, i)"),
      call("list.filter(i, i.n > 0)", "those for which it holds", ".filter(i, true)"),
      call("list.exists(i, i.n > 0)", "whether one is there", ".exists(i, true)"),
      text("x in list", "whether x is in it", " in "),
      call("timestamp(text)", "text as a time"),
      call("time.getFullYear()", "also getMonth, getDayOfWeek, getHours", ".getFullYear()"),
    ],
  },
];

/** What an upcaster's expressions know: no row, and no `coalesce`. */
export const UPCASTER_FUNCTIONS: readonly CelFunctionGroup[] = CEL_FUNCTIONS.map(({ title, functions }) => ({
  title,
  functions: functions.filter(({ folds }) => folds !== true),
}));

/** The same where a state is folded: there is no row. */
export const REDUCER_FUNCTIONS: readonly CelFunctionGroup[] = CEL_FUNCTIONS.map(({ title, functions }) => ({
  title,
  functions: functions.filter(({ ofRow }) => ofRow !== true),
}));
