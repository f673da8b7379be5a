"use client";
import type { ReactNode } from "react";
import { useState } from "react";
import code from "@/components/layout/code-line.module.css";
import { EmptyState } from "@/components/layout/empty-state";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { sideBySide } from "@/components/upcasters/line-diff";
import classes from "./version-history.module.css";

/** A version of a definition, as its history shows it. */
export interface HistoryVersion {
  readonly version: number;
  readonly state: "draft" | "published" | "retired";
  /** What it says, as lines that can be compared. */
  readonly text: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly publishedBy: string | null;
  readonly publishedAt: string | null;
  readonly reason: string | null;
  readonly retirement?: { readonly by: string | null; readonly at: string; readonly reason: string | null } | null;
}

interface VersionHistoryProps {
  /** "Definition", "Version". */
  readonly noun: string;
  /** Newest first. */
  readonly versions: readonly HistoryVersion[];
  /** What else is to be said of a version. */
  readonly tagOf: (version: number) => ReactNode;
}

const TONES = { draft: "accent", published: "success", retired: "neutral" } as const;

/** The versions of a definition, newest first, each compared with the one before. */
export function VersionHistory({ noun, versions, tagOf }: VersionHistoryProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const place = Math.max(
    0,
    versions.findIndex(({ version }) => version === chosen),
  );
  const current = versions[place];
  if (current === undefined) return null;
  return (
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
              <b>
                {noun} {each.version}
              </b>
              <Tag tone={TONES[each.state]}>{each.state}</Tag>
              {tagOf(each.version)}
              <span className={`hint ${classes.who}`}>
                {each.publishedBy ?? each.createdBy} <Time at={each.publishedAt ?? each.updatedAt} />
                {each.reason !== null && each.reason !== "" && `: ${each.reason}`}
              </span>
              {each.retirement != null && (
                <span className={`hint ${classes.who}`}>
                  retired by {each.retirement.by} <Time at={each.retirement.at} />
                  {each.retirement.reason !== null && `: ${each.retirement.reason}`}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      <Comparison noun={noun} before={versions[place + 1]} after={current} />
    </div>
  );
}

interface ComparisonProps {
  readonly noun: string;
  readonly before: HistoryVersion | undefined;
  readonly after: HistoryVersion;
}

function Comparison({ noun, before, after }: ComparisonProps) {
  if (before === undefined) {
    return <Lines label={`${noun} ${after.version}`} lines={after.text.split("\n").map(alone)} />;
  }
  const rows = sideBySide(before.text, after.text);
  const lines = rows.flatMap((row) => [
    ...(row.before.kind === "changed" ? [{ text: row.before.text, kind: "removed" as const }] : []),
    ...(row.after.kind === "none" ? [] : [{ text: row.after.text, kind: keptOrAdded(row.after.kind) }]),
  ]);
  if (lines.every(({ kind }) => kind === "same")) {
    return <EmptyState title={`It says what ${noun.toLowerCase()} ${before.version} says`} />;
  }
  return <Lines label={`${noun} ${after.version} compared with ${before.version}`} lines={lines} />;
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
