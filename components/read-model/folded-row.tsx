import { ShownText } from "@/components/layout/shown-text";
import type { FoldNow } from "@/lib/api/fold-now";
import classes from "./folded-row.module.css";

interface FoldedRowProps {
  /** The key. */
  readonly label: string;
  readonly columns: FoldNow["columns"];
  readonly values: Readonly<Record<string, string | null>> | null;
  readonly stored: FoldNow["stored"];
  /** Of the folded row, and of the one beside it. */
  readonly heads: readonly [string, string];
}

/** A row, one line a column; beside the stored one where there is one. */
export function FoldedRow({ label, columns, values, stored, heads }: FoldedRowProps) {
  const named = new Set(columns.map(({ name }) => name));
  const all = [...columns, ...(stored?.columns ?? []).filter(({ name }) => !named.has(name))];
  return (
    <table className={classes.row} aria-label={`Row ${label}`}>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">{heads[0]}</th>
          {stored !== null && <th scope="col">{heads[1]}</th>}
        </tr>
      </thead>
      <tbody>
        {all.map(({ name, type }) => {
          const differs = stored?.differs.includes(name) ?? false;
          return (
            <tr key={name} data-differs={differs || undefined}>
              <th scope="row">
                <span>{name}</span> <span className={classes.type}>{type}</span>
                {differs && <span className={classes.differs}>differs</span>}
              </th>
              <Value value={cellOf(values, name)} side="folded" />
              {stored !== null && <Value value={cellOf(stored.values, name)} side="stored" />}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Undefined: there is no such row, or it has no such column. */
function cellOf(values: FoldedRowProps["values"], name: string): string | null | undefined {
  return values === null ? undefined : values[name];
}

function Value({ value, side }: { readonly value: string | null | undefined; readonly side: "folded" | "stored" }) {
  return (
    <td data-side={side} data-none={value == null || undefined}>
      {value == null ? value === null ? "null" : "none" : <ShownText text={value} />}
    </td>
  );
}
