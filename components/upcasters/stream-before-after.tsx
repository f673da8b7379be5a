"use client";
import { Button, Drawer, TextInput, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { DiffView } from "@/components/diff/diff-view";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { StatusTag } from "@/components/layout/status-tag";
import { QueryError } from "@/components/lists/query-error";
import type { StateBeforeAfter } from "@/lib/api/state-before-after";
import { stateBeforeAfterQuery } from "@/lib/api/state-before-after-queries";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./stream-before-after.module.css";

interface StreamBeforeAfterProps {
  readonly streamId: string;
  readonly draft: UpcasterDraft;
  readonly id: string | null;
}

/** A link that folds the stream without the draft and with it, and shows what differs. */
export function StreamBeforeAfter({ streamId, draft, id }: StreamBeforeAfterProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <UnstyledButton className={classes.open ?? ""} onClick={open}>
        Show the state of this stream before and after
      </UnstyledButton>
      <Drawer opened={opened} onClose={close} position="right" size="min(960px, 100%)" title="State before and after">
        {opened && <ChosenStream streamId={streamId} draft={draft} id={id} />}
      </Drawer>
    </>
  );
}

/** Begins with the stream of the example; any other one can be named. */
function ChosenStream({ streamId, draft, id }: StreamBeforeAfterProps) {
  const [text, setText] = useState(streamId);
  const [chosen, setChosen] = useState(streamId);
  const choose = (event: FormEvent) => {
    event.preventDefault();
    setChosen(text.trim());
  };
  return (
    <>
      <form className={classes.choose} onSubmit={choose}>
        <TextInput
          className={classes.stream ?? ""}
          aria-label="Stream"
          classNames={{ input: "mono" }}
          spellCheck={false}
          maxLength={512}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={text.trim() === "" || text.trim() === chosen}>
          Fold this stream
        </Button>
      </form>
      <States streamId={chosen} draft={draft} id={id} />
    </>
  );
}

function States({ streamId, draft, id }: StreamBeforeAfterProps) {
  const { data, error, refetch } = useQuery(stateBeforeAfterQuery(draft, id, streamId));
  if (error !== null) {
    return <QueryError title="The stream could not be folded" error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingRows rows={10} label="Folding the stream without the draft and with it" />;
  const { version, streamVersion, eventsReadDifferently, reducers } = data;
  return (
    <>
      <p className="secondary">
        Up to version {formatCount(version)}
        {version < streamVersion && ` of ${formatCount(streamVersion)}`};{" "}
        {formatCounted(eventsReadDifferently, "event is", "events are")} read differently.
      </p>
      {reducers.map((reducer) => (
        <Reducer key={reducer.name} reducer={reducer} />
      ))}
      {reducers.length === 0 && <EmptyState title="Nothing folds this stream">No reducer reads it.</EmptyState>}
    </>
  );
}

function Reducer({ reducer }: { readonly reducer: StateBeforeAfter["reducers"][number] }) {
  const { name, version, inferred, before, after, changed } = reducer;
  const problems = after.problems.filter(
    ({ message, version: at }) => !before.problems.some((each) => each.version === at && each.message === message),
  );
  return (
    <section className={classes.reducer} aria-label={`State by ${name}`}>
      <h3 className={classes.head}>
        {inferred ? "Inferred state" : `${name}, version ${version}`}
        {changed ? <StatusTag status="warning">changes</StatusTag> : <StatusTag status="ok">stays the same</StatusTag>}
      </h3>
      {problems.map(({ version: at, message }) => (
        <p key={`${at} ${message}`} className={classes.problem}>
          Version {formatCount(at)} is missing in it then: {message}
        </p>
      ))}
      <DiffView
        label={`What the draft changes in the state by ${name}`}
        before={before.stateText}
        beforeLabel={<b>As read today</b>}
        after={after.stateText}
        afterLabel={<b>With the draft</b>}
        maxHeight={480}
        withoutKeys
      />
    </section>
  );
}
