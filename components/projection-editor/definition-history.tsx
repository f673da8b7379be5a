"use client";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionDialog } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import code from "@/components/layout/code-line.module.css";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { sideBySide } from "@/components/upcasters/line-diff";
import { retireConsoleProjectionAction } from "@/lib/actions/console-projections";
import type { ConsoleVersion } from "@/lib/api/console-projections";
import { consoleProjectionQuery } from "@/lib/api/console-projections-queries";
import type { Role } from "@/lib/auth/role";
import classes from "./definition-history.module.css";
import { definitionText } from "./definition-text";

interface DefinitionHistoryProps {
  readonly name: string;
  readonly role: Role;
}

const TONES = { draft: "accent", published: "success", retired: "neutral" } as const;

/** The definitions of a projection of the console, newest first, each compared with the one before; edit and retire. */
export function DefinitionHistory({ name, role }: DefinitionHistoryProps) {
  const { data, error, refetch } = useQuery(consoleProjectionQuery(name));
  const [chosen, setChosen] = useState<number | null>(null);
  const versions = data?.versions ?? [];
  const place = Math.max(
    0,
    versions.findIndex(({ version }) => version === chosen),
  );
  const current = versions[place];
  return (
    <Panel
      title="Definition history"
      note="a published definition never changes"
      aside={<HistoryActions name={name} role={role} draft={versions.some(({ state }) => state === "draft")} />}
    >
      {error !== null && (
        <ErrorState title="The definitions could not be read" onRetry={() => refetch()} details={String(error.stack)}>
          {error.message}
        </ErrorState>
      )}
      {data === undefined && error === null && <LoadingRows rows={4} label="Loading definitions" />}
      {current !== undefined && (
        <div className={classes.split}>
          <ul className={classes.versions}>
            {versions.map((each) => (
              <li key={each.version}>
                <button
                  type="button"
                  className={classes.version}
                  aria-current={each === current || undefined}
                  onClick={() => setChosen(each.version)}
                >
                  <b>Definition {each.version}</b>
                  <Tag tone={TONES[each.state]}>{each.state}</Tag>
                  {each.version === data?.servingVersion && <Tag tone="success">consumers see its rows</Tag>}
                  <span className={`hint ${classes.who}`}>
                    {each.publishedBy ?? each.createdBy} <Time at={each.publishedAt ?? each.updatedAt} />
                    {each.reason !== null && each.reason !== "" && `: ${each.reason}`}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <Comparison before={versions[place + 1]} after={current} />
        </div>
      )}
    </Panel>
  );
}

function Comparison({
  before,
  after,
}: {
  readonly before: ConsoleVersion | undefined;
  readonly after: ConsoleVersion;
}) {
  const text = definitionText(after.definition);
  if (before === undefined) return <Lines label={`Definition ${after.version}`} lines={text.split("\n").map(alone)} />;
  const rows = sideBySide(definitionText(before.definition), text);
  const lines = rows.flatMap((row) => [
    ...(row.before.kind === "changed" ? [{ text: row.before.text, kind: "removed" as const }] : []),
    ...(row.after.kind === "none" ? [] : [{ text: row.after.text, kind: keptOrAdded(row.after.kind) }]),
  ]);
  if (lines.every(({ kind }) => kind === "same")) {
    return <EmptyState title={`It says what definition ${before.version} says`} />;
  }
  return <Lines label={`Definition ${after.version} compared with ${before.version}`} lines={lines} />;
}

interface HistoryLine {
  readonly text: string;
  readonly kind: "same" | "added" | "removed";
}

const alone = (text: string): HistoryLine => ({ text, kind: "same" });
const keptOrAdded = (kind: "same" | "changed"): HistoryLine["kind"] => (kind === "same" ? "same" : "added");
const SIGNS = { same: " ", added: "+", removed: "−" } as const;

function Lines({ label, lines }: { readonly label: string; readonly lines: readonly HistoryLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
    <section className={classes.lines} aria-label={label} tabIndex={0}>
      {lines.map(({ text, kind }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; published definitions never change.
        <pre key={index} className={code.line} data-kind={kind}>
          {SIGNS[kind]} {text}
        </pre>
      ))}
    </section>
  );
}

function HistoryActions({ name, role, draft }: DefinitionHistoryProps & { readonly draft: boolean }) {
  const router = useRouter();
  const queries = useQueryClient();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <RoleButton role={role} needs="admin" c="var(--fl-danger-text)" onClick={dialog.open}>
        Retire…
      </RoleButton>
      <Button
        component={Link}
        href={`/projections/${encodeURIComponent(name)}/edit`}
        leftSection={<IconPencil size={14} aria-hidden="true" />}
      >
        {draft ? "Go on with the draft…" : "Edit definition…"}
      </Button>
      <ActionDialog
        opened={opened}
        onClose={dialog.close}
        title={
          <>
            Retire <span className="mono">{name}</span>
          </>
        }
        note="Its view and its rows go, for every consumer, at once. Events and definitions stay, so that it can be created again."
        action={retireConsoleProjectionAction}
        fields={{ name }}
        verb="Retire projection"
        tone="danger"
        reason="required"
        onDone={() => {
          queries.invalidateQueries();
          router.push("/projections");
        }}
      />
    </>
  );
}
