import type { Row } from "./fold";

/** Makes rows of these columns and takes them apart. */
export interface RowShape {
  toRow(values: readonly unknown[]): Row;
  /** Puts the values of a row, in the order of the columns, into `values`. */
  toValues(row: Row, values: unknown[]): void;
}

// What may stand in the code below as it is.
const NAME = /^[a-z][a-z0-9_]*$/;

/** Compiled: a loop over the names takes ten times as long, for each event of a replay. */
export function rowShape(columns: readonly string[]): RowShape {
  for (const column of columns) if (!NAME.test(column)) throw new TypeError(`"${column}" is no column.`);
  const fields = columns.map((column, index) => `${column}: values[${index}]`);
  const moves = columns.map((column, index) => `values[${index}] = row.${column};`);
  // The two casts say what the code just written returns.
  return {
    toRow: new Function("values", `return { ${fields.join(", ")} };`) as RowShape["toRow"],
    toValues: new Function("row", "values", moves.join("\n")) as RowShape["toValues"],
  };
}
