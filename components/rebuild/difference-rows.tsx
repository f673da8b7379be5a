import Link from "next/link";
import { EventTypeName } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import type { RebuildDifference } from "@/lib/api/rebuild-verification";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./difference-rows.module.css";

interface DifferenceRowsProps {
  readonly differences: readonly RebuildDifference[];
  readonly liveVersion: number;
  readonly version: number;
  readonly keyedByStream: boolean;
}

/** One line a column that differs; a row that one version lacks is one line. */
export function DifferenceRows({ differences, liveVersion, version, keyedByStream }: DifferenceRowsProps) {
  return (
    <div className={classes.scroller}>
      <table className={classes.table} aria-label="Rows that differ">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Column</th>
            <th scope="col">v{liveVersion}, serving</th>
            <th scope="col">v{version}, new</th>
            <th scope="col">Set by</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) =>
            linesOf(difference, version).map((line, index, lines) => (
              <tr key={`${difference.key} ${line.column}`} data-first={index === 0 || undefined}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={lines.length} className={classes.key}>
                    {keyedByStream ? (
                      <Link href={streamHref(difference.key)} className="mono">
                        {difference.key}
                      </Link>
                    ) : (
                      <span className="mono">
                        <ShownText text={difference.key} />
                      </span>
                    )}
                  </th>
                )}
                <td className={classes.column}>{line.column}</td>
                <td className={classes.before} data-none={line.before === null || undefined} title={line.before ?? ""}>
                  {line.before ?? "no row"}
                </td>
                <td className={classes.after} data-none={line.after === null || undefined} title={line.after ?? ""}>
                  {line.after ?? "no row"}
                </td>
                {index === 0 && (
                  <td rowSpan={lines.length} className={classes.setBy}>
                    <SetBy setBy={difference.setBy} />
                  </td>
                )}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

function SetBy({ setBy }: Pick<RebuildDifference, "setBy">) {
  if (setBy === null) return <span className="hint">—</span>;
  const { streamId, version, type } = setBy;
  return (
    <Link href={streamHref(streamId, `version=${version}`)} title={`${streamId} version ${formatCount(version)}`}>
      <EventTypeName type={type} schema={formatCount(version)} />
    </Link>
  );
}

interface Line {
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

function linesOf({ kind, columns }: RebuildDifference, version: number): Line[] {
  if (kind === "changed") return columns.map(({ name, before, after }) => ({ column: name, before, after }));
  const row = columns.map(({ name, before, after }) => `${name} ${(kind === "added" ? after : before) ?? "null"}`);
  const words = `${kind === "added" ? `added in v${version}` : `missing in v${version}`}: ${row.join(", ")}`;
  return [{ column: "whole row", before: kind === "added" ? null : words, after: kind === "added" ? words : null }];
}
