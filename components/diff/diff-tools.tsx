"use client";
import { Button, VisuallyHidden } from "@mantine/core";
import { IconArrowsVertical, IconPinnedOff } from "@tabler/icons-react";
import { Tag, type Tone } from "@/components/layout/status-tag";
import { PathFilter } from "@/components/stream/path-filter";
import { DIFF_KINDS, type DiffCounts, type DiffKind } from "@/lib/format/diff/diff-node";
import { formatCount } from "@/lib/format/number";
import type { DiffLookState } from "./diff-choices";
import { DiffLayoutControl } from "./diff-layout-control";
import classes from "./diff-view.module.css";
import { IgnoredPathsButton } from "./ignored-paths-button";

const TONES: Record<DiffKind, Tone> = {
  changed: "warning",
  added: "success",
  removed: "danger",
  moved: "accent",
  renamed: "accent",
};

/** How much differs, and which of it is shown. */
export function DiffTools({
  counts,
  look,
  setLook,
  withLayout,
}: DiffLookState & { readonly counts: DiffCounts; readonly withLayout: boolean }) {
  return (
    <header className={classes.tools}>
      <span className={classes.counts}>
        {DIFF_KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
          <Tag key={kind} tone={TONES[kind]}>
            {formatCount(counts[kind])} {kind}
          </Tag>
        ))}
        <Tag>{formatCount(counts.unchanged)} unchanged</Tag>
      </span>
      <span className={classes.choices}>
        {look.pin !== null && look.pin !== "" && (
          <Button
            className={classes.pinned}
            variant="light"
            leftSection={<IconPinnedOff size={14} aria-hidden="true" />}
            onClick={() => setLook({ pin: null })}
          >
            <VisuallyHidden>Unpin </VisuallyHidden>
            <span className="mono">{look.pin}</span>
          </Button>
        )}
        {withLayout && <DiffLayoutControl look={look} setLook={setLook} />}
        <PathFilter className={classes.filter} value={look.filter} onChange={(filter) => setLook({ filter })} />
        <IgnoredPathsButton ignored={look.ignored} onChange={(ignored) => setLook({ ignored })} />
        <Button
          variant={look.all ? "light" : "default"}
          aria-pressed={look.all}
          leftSection={<IconArrowsVertical size={14} aria-hidden="true" />}
          onClick={() => setLook({ all: !look.all })}
        >
          Show all
        </Button>
      </span>
    </header>
  );
}
