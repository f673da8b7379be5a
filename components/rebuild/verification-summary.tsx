import { IconArrowsDiff, IconCheck } from "@tabler/icons-react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { Panel } from "@/components/layout/panel";
import { StatusTag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { RebuildVerification } from "@/lib/api/rebuild-verification";
import { formatCount, formatCounted, formatPercent } from "@/lib/format/number";
import classes from "./verification-summary.module.css";

interface VerificationSummaryProps {
  readonly verification: RebuildVerification;
  /** The version that was verified. */
  readonly version: number;
}

/** The live version against the new one: how many rows are the same, and which columns differ. */
export function VerificationSummary({ verification, version }: VerificationSummaryProps) {
  const { liveVersion, rows, columns } = verification;
  if (liveVersion === null) return <FirstBuild verification={verification} version={version} />;
  return (
    <Panel
      title={`v${liveVersion} against v${version}`}
      note={<Where verification={verification} version={version} />}
      aside={
        <>
          <span>
            v{liveVersion} <b className={classes.rows}>{formatCount(rows.live)}</b> rows
          </span>
          <span>
            v{version} <b className={classes.rows}>{formatCount(rows.new)}</b> rows
          </span>
        </>
      }
    >
      <Verdict verification={verification} version={version} />
      <KeyFigures>
        <KeyFigure label="Identical" value={<Share count={rows.identical} of={rows.live} />} />
        <KeyFigure
          label="Changed"
          value={<Share count={rows.changed} of={rows.live} />}
          {...(rows.changed > 0 ? { tone: "warning" as const } : {})}
        />
        <KeyFigure
          label={`Added in v${version}`}
          value={formatCount(rows.added)}
          {...(rows.added > 0 ? { tone: "warning" as const } : {})}
        />
        <KeyFigure
          label={`Missing in v${version}`}
          value={formatCount(rows.missing)}
          {...(rows.missing > 0 ? { tone: "danger" as const } : {})}
        />
      </KeyFigures>
      <DataTable
        label="Checksums by column"
        columns={checksumColumns(liveVersion, version)}
        rows={columns}
        rowKey={({ name }) => name}
        virtual={false}
      />
      <OtherColumns verification={verification} version={version} />
    </Panel>
  );
}

function Where({ verification, version }: VerificationSummaryProps) {
  const { position, livePosition, liveVersion, verifiedAt } = verification;
  const at = (place: string) => formatCount(BigInt(place));
  return (
    <>
      {livePosition === null || livePosition === position
        ? `both at position ${at(position)}, `
        : `v${version} at position ${at(position)}, v${liveVersion} only at ${at(livePosition)}, `}
      <Time at={verifiedAt} />
    </>
  );
}

function Share({ count, of }: { readonly count: number; readonly of: number }) {
  return (
    <>
      {formatCount(count)}
      {count > 0 && of > 0 && <span className={classes.share}> {formatPercent(count / of, 2)}</span>}
    </>
  );
}

function FirstBuild({ verification: { rows, parked, verifiedAt }, version }: VerificationSummaryProps) {
  return (
    <Panel title={`v${version}, the first`} note={<Time at={verifiedAt} />} padded>
      <StatusTag status={parked.new === 0 ? "ok" : "warning"}>
        {parked.new === 0 ? "Nothing to compare it with" : `${formatCounted(parked.new, "stream")} set aside`}
      </StatusTag>
      <p className="secondary">
        Consumers see no version yet. v{version} holds {formatCounted(rows.new, "row")}
        {parked.new === 0
          ? "; every event was applied."
          : `; ${formatCounted(parked.new, "stream waits", "streams wait")} behind an event that could not be applied.`}
      </p>
    </Panel>
  );
}

/** The outcome in one sentence. */
function Verdict({ verification, version }: VerificationSummaryProps) {
  const { clean, rows, onlyInLive, parked } = verification;
  if (clean) {
    return (
      <p className={classes.verdict}>
        <StatusTag status="ok">Verified clean</StatusTag>
        <span className="secondary">Every row and every column is the same in both versions.</span>
      </p>
    );
  }
  const facts = [
    ...(rows.changed > 0 ? [`${formatCounted(rows.changed, "row")} changed`] : []),
    ...(rows.added > 0 ? [`${formatCount(rows.added)} added`] : []),
    ...(rows.missing > 0 ? [`${formatCount(rows.missing)} missing`] : []),
    ...(onlyInLive.length > 0 ? [`${formatCounted(onlyInLive.length, "column")} lost`] : []),
    ...(parked.new > 0 ? [`${formatCounted(parked.new, "stream")} set aside in v${version}`] : []),
  ];
  return (
    <p className={classes.verdict}>
      <StatusTag status="warning">Differs</StatusTag>
      <span className="secondary">{facts.join(", ")}. Judge the rows below before you promote.</span>
    </p>
  );
}

function OtherColumns({ verification, version }: VerificationSummaryProps) {
  const { onlyInLive, onlyInNew, liveVersion, parked } = verification;
  return (
    <>
      {onlyInLive.length > 0 && (
        <p className={classes.other}>
          <b>Only in v{liveVersion}</b>, gone for consumers after promoting:{" "}
          <span className="mono">{onlyInLive.join(", ")}</span>
        </p>
      )}
      {onlyInNew.length > 0 && (
        <p className={classes.other}>
          <b>Only in v{version}</b>, new for consumers: <span className="mono">{onlyInNew.join(", ")}</span>
        </p>
      )}
      {parked.live + parked.new > 0 && (
        <p className={classes.other}>
          <b>Streams set aside</b>: {formatCount(parked.live)} in v{liveVersion}, {formatCount(parked.new)} in v
          {version}. Their rows lack the events that wait.
        </p>
      )}
    </>
  );
}

type Compared = RebuildVerification["columns"][number];

function checksumColumns(live: number, version: number): readonly Column<Compared>[] {
  return [
    { id: "name", header: "Column", cell: ({ name }) => <b className="mono">{name}</b> },
    { id: "type", header: "Type", width: 116, priority: 2, cell: ({ type }) => shortType(type) },
    {
      id: "live",
      header: `Checksum v${live}`,
      width: 96,
      priority: 2,
      cell: ({ liveChecksum }) => <Checksum value={liveChecksum} />,
    },
    {
      id: "new",
      header: `Checksum v${version}`,
      width: 96,
      priority: 2,
      cell: (column) => <Checksum value={column.newChecksum} differs={column.differing > 0} />,
    },
    {
      id: "result",
      header: "Result",
      width: 124,
      cell: (column) => <Result column={column} />,
    },
    {
      id: "differing",
      header: "Rows that differ",
      align: "right",
      width: 116,
      cell: ({ differing }) => (
        <span className={classes.differing} data-some={differing > 0 || undefined}>
          {formatCount(differing)}
        </span>
      ),
    },
  ];
}

/** As definitions write it. */
function shortType(type: string): string {
  return type === "timestamp with time zone" ? "timestamptz" : type;
}

function Result({ column: { differing, liveChecksum, newChecksum } }: { readonly column: Compared }) {
  if (differing > 0) {
    return (
      <span className={classes.result} data-differs>
        <IconArrowsDiff size={14} aria-hidden="true" /> Differs
      </span>
    );
  }
  const onlyOther = liveChecksum !== newChecksum;
  return (
    <span
      className={classes.result}
      title={onlyOther ? "Same in the rows of both; the checksums differ by rows added or missing." : undefined}
    >
      <IconCheck size={14} aria-hidden="true" /> {onlyOther ? "Same in both" : "Same"}
    </span>
  );
}

function Checksum({ value, differs = false }: { readonly value: string; readonly differs?: boolean }) {
  return (
    <span className={`mono ${classes.checksum}`} data-differs={differs || undefined} title={value}>
      {value.slice(0, 4)} {value.slice(4, 8)}
    </span>
  );
}
