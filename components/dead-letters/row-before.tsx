import { ShownText } from "@/components/layout/shown-text";
import type { DeadLetterDetail } from "@/lib/api/dead-letters";
import classes from "./dead-letter-detail.module.css";

/** The row that the event was to change, as it stands now. */
export function RowBeforeTable({ detail }: { readonly detail: DeadLetterDetail }) {
  const { row, deadLetter } = detail;
  const parked = deadLetter.status === "parked";
  return (
    <section aria-label={parked ? "Row before" : "Row now"}>
      <header className={classes.head}>
        <h3>{parked ? "Row before" : "Row now"}</h3>
        {row !== null && (
          <span className={classes.headFacts} title={`${row.table}, ${row.keyColumn} ${row.key}`}>
            {row.table.split(".").at(-1)}, key{" "}
            <span className="mono">
              <ShownText text={row.key} />
            </span>
          </span>
        )}
      </header>
      {row === null ? (
        <p className={classes.note}>The error does not say which row it was about.</p>
      ) : row.columns === null ? (
        <p className={classes.note}>There is no row of this key{parked ? " yet: the event would be its first" : ""}.</p>
      ) : (
        <table className={classes.row} aria-label={`Row ${row.key}`}>
          <tbody>
            {row.columns.map(({ name, type, value }) => (
              <tr key={name}>
                <th scope="row" title={type}>
                  {name}
                </th>
                <td data-null={value === null || undefined}>{value ?? "null"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
