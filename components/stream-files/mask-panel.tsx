"use client";
import { Button, Checkbox } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import type { HistoryFields, HistoryFormat } from "@/lib/api/history-export";
import { formatCount } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { byType, fieldKey, isMasked, type Ticked } from "./mask-choice";
import { MaskGroup } from "./mask-group";
import classes from "./mask-panel.module.css";

type Renamed = readonly ("streams" | "events")[];

interface MaskPanelProps {
  readonly fields: UseQueryResult<HistoryFields>;
  readonly format: HistoryFormat;
  readonly ticked: Ticked;
  readonly onTick: (ticked: Ticked) => void;
  readonly renamed: Renamed;
  readonly onRename: (renamed: Renamed) => void;
}

/** Which values leave as pseudonyms: fields by type, and ids. */
export function MaskPanel({ fields, format, ticked, onTick, renamed, onRename }: MaskPanelProps) {
  const { data, error, refetch } = fields;
  const all = data?.fields ?? [];
  const masked = all.filter((field) => isMasked(field, ticked)).length;
  const tickAll = (what: (personal: boolean) => boolean) =>
    onTick(new Map(all.map((field) => [fieldKey(field), what(field.personal)])));
  const rename = (what: "streams" | "events", checked: boolean) =>
    onRename(checked ? [...renamed, what] : renamed.filter((each) => each !== what));
  return (
    <section className={classes.panel} aria-label="Masks">
      <header className={classes.head}>
        <h3>Masked</h3>
        <span className="secondary">
          {data !== undefined && `${formatCount(masked)} of ${formatCount(all.length)} fields`}
        </span>
        <Button variant="subtle" size="compact-xs" onClick={() => tickAll((personal) => personal)}>
          What looks personal
        </Button>
        <Button variant="subtle" size="compact-xs" onClick={() => tickAll(() => false)}>
          None
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard. */}
      <section className={classes.groups} tabIndex={0} aria-label="Fields">
        {data === undefined && error === null && <LoadingRows label="Looking for fields" rows={8} />}
        {error !== null && (
          <QueryError title="The fields could not be listed" error={error} onRetry={() => void refetch()} />
        )}
        {byType(all).map(([type, group]) => (
          <MaskGroup key={type ?? ""} type={type} fields={group} ticked={ticked} onTick={onTick} />
        ))}
        {data !== undefined && (
          <div className={classes.ids}>
            <Checkbox
              label="Names of streams"
              description="Each gets another, and so does the part after its category, wherever it occurs, as a number too."
              checked={renamed.includes("streams")}
              onChange={(event) => rename("streams", event.currentTarget.checked)}
            />
            {format === "cloudevents" && (
              <Checkbox
                label="Ids of events"
                description="Also where another event names it as its cause or its correlation; ids within data stay."
                checked={renamed.includes("events")}
                onChange={(event) => rename("events", event.currentTarget.checked)}
              />
            )}
          </div>
        )}
      </section>
      <p className={`hint ${classes.words}`}>
        {data !== undefined && data.lookedAt < data.events && (
          <b>
            Fields of {formatCount(data.lookedAt)} of {formatCount(data.events)} events; others may have more.{" "}
          </b>
        )}
        {data !== undefined && data.cut.length > 0 && (
          <b>
            Of {data.cut.map((type) => (type === null ? "the metadata" : visibleText(type))).join(", ")} not every field
            is listed; what is not listed stays as it is.{" "}
          </b>
        )}
        A pseudonym has the length, capitals and punctuation of what it stands for, and is the same for the same value.
        Of an object that is ticked the names of its members are masked too. What is not ticked stays as it is; so do
        names of other fields and types, times, 0 and empty values.
      </p>
    </section>
  );
}
