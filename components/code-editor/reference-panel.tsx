"use client";
import { SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CelFunctionGroup } from "@/components/code-editor/cel-functions";
import { type CelName, EVENT_NAMES } from "@/components/code-editor/cel-names";
import { useInsertTarget } from "@/components/code-editor/insert-target";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import type { TypePaths } from "@/lib/api/console-projections";
import { pathsQuery } from "@/lib/api/console-projections-queries";
import { formatCount, formatPercent } from "@/lib/format/number";
import classes from "./reference-panel.module.css";

interface ReferencePanelProps {
  /** The event types that the definition looks at. */
  readonly types: readonly string[];
  /** What is folded, as people call it, and what of it can be named. */
  readonly folded: { readonly title: string; readonly names: readonly CelName[] };
  readonly functions: readonly CelFunctionGroup[];
}

/** What an expression can name: the fields that occur in the events, what is folded, the event, and functions. A click puts it in. */
export function ReferencePanel({ functions, ...names }: ReferencePanelProps) {
  const [part, setPart] = useState<"names" | "functions">("names");
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  return (
    <Panel
      title="Reference"
      className={classes.panel}
      aside={
        <SegmentedControl
          aria-label="Part of the reference"
          value={part}
          onChange={(value) => setPart(value === "functions" ? "functions" : "names")}
          data={[
            { value: "names", label: "Names" },
            { value: "functions", label: "Functions" },
          ]}
        />
      }
    >
      <TextInput
        className={classes.filter ?? ""}
        aria-label="Filter the reference"
        placeholder="Filter"
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      {part === "names" ? <Names {...names} wanted={wanted} /> : <Functions groups={functions} wanted={wanted} />}
    </Panel>
  );
}

function Names({ types: all, folded, wanted }: Omit<ReferencePanelProps, "functions"> & { readonly wanted: string }) {
  const types = all.filter((type) => type !== "" && type !== "*");
  const { data, error, isLoading, refetch } = useQuery(pathsQuery(types));
  return (
    <>
      {types.length === 0 && (
        <EmptyState title="No event type yet">The fields of the types it follows appear here.</EmptyState>
      )}
      {isLoading && <LoadingRows rows={6} label="Looking at stored events" />}
      {error !== null && (
        <ErrorState title="The events could not be looked at" onRetry={() => refetch()} details={String(error.stack)}>
          {error.message}
        </ErrorState>
      )}
      {data?.types
        .filter(({ type }) => types.includes(type))
        .map((each) => (
          <Paths key={each.type} of={each} wanted={wanted} />
        ))}
      <Group title={folded.title}>
        {folded.names
          .filter(({ name }) => name.toLowerCase().includes(wanted))
          .map(({ name, kind }) => (
            <Entry key={name} shown={name} says={kind} />
          ))}
      </Group>
      <Group title="The event">
        {EVENT_NAMES.filter(({ name }) => name.toLowerCase().includes(wanted)).map(({ name, kind }) => (
          <Entry key={name} shown={name} says={kind} />
        ))}
      </Group>
    </>
  );
}

function Paths({ of: { type, events, paths }, wanted }: { readonly of: TypePaths; readonly wanted: string }) {
  const shown = paths.filter(({ path }) => path.toLowerCase().includes(wanted));
  return (
    <Group
      title={<EventTypeName type={type} />}
      note={events === 0 ? "none is stored yet" : `in ${formatCount(events)} events looked at`}
    >
      {shown.map(({ path, kinds, seen }) => (
        <Entry
          key={path}
          shown={path}
          says={`${kinds.join(" or ")}${seen < events && !path.includes("[0]") ? `, in ${formatPercent(seen / events, 0)}` : ""}`}
        />
      ))}
    </Group>
  );
}

function Functions({ groups, wanted }: { readonly groups: readonly CelFunctionGroup[]; readonly wanted: string }) {
  return groups.map(({ title, functions }) => (
    <Group key={title} title={title}>
      {functions
        .filter(({ shown, says }) => `${shown} ${says}`.toLowerCase().includes(wanted))
        .map((each) => (
          <Entry key={each.shown} shown={each.shown} says={each.says} inserts={each.inserts} caret={each.caret} />
        ))}
    </Group>
  ));
}

interface GroupProps {
  readonly title: React.ReactNode;
  readonly note?: string;
  readonly children: React.ReactNode;
}

function Group({ title, note, children }: GroupProps) {
  return (
    <section className={classes.group}>
      <h3 className={classes.title}>
        {title} {note !== undefined && <span className="hint">{note}</span>}
      </h3>
      <ul>{children}</ul>
    </section>
  );
}

interface EntryProps {
  readonly shown: string;
  readonly says: string;
  readonly inserts?: string;
  readonly caret?: number;
}

function Entry({ shown, says, inserts = shown, caret = inserts.length }: EntryProps) {
  const { insert } = useInsertTarget();
  return (
    <li>
      <button
        type="button"
        className={classes.entry}
        // The field keeps its caret.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => insert(inserts, caret)}
      >
        <code>{shown}</code>
        <span className="hint">{says}</span>
      </button>
    </li>
  );
}
