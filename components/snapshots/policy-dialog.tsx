"use client";
import { NumberInput, SegmentedControl } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ActionDialog } from "@/components/actions/action-dialog";
import { ShownText } from "@/components/layout/shown-text";
import { setSnapshotPolicyAction } from "@/lib/actions/snapshots";
import type { SnapshotPolicy } from "@/lib/api/snapshots";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./policy-dialog.module.css";

const MOST = 1_000_000;
const FIRST = 500;

interface PolicyDialogProps {
  readonly policy: SnapshotPolicy;
  readonly onClose: () => void;
}

/** After how many events snapshots of a category are kept: so many, none, or as its reducers say. */
export function PolicyDialog({ policy, onClose }: PolicyDialogProps) {
  const queries = useQueryClient();
  const { category, decided, reducer, longest } = policy;
  const [choice, setChoice] = useState(decided === null ? "as-written" : decided.every === null ? "never" : "every");
  const [every, setEvery] = useState<number | string>(decided?.every ?? reducer.every ?? FIRST);
  const isNumber = typeof every === "number" && Number.isInteger(every) && every >= 1 && every <= MOST;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={
        <>
          Snapshots of{" "}
          <span className="mono">
            <ShownText text={category} />
          </span>
        </>
      }
      note="A fold through so many events keeps its state there, so that the next one begins where it ended."
      action={setSnapshotPolicyAction}
      fields={{ category, every: choice === "every" ? String(every) : choice }}
      verb="Set policy"
      reason="required"
      reasonPlaceholder="Accounts have grown to 100,000 events, OPS-3120"
      blocked={choice === "every" && !isNumber ? `Give a number of events from 1 to ${formatCount(MOST)}.` : null}
      onDone={() => void queries.invalidateQueries()}
    >
      <div className={classes.choice}>
        <SegmentedControl
          aria-label="How often"
          value={choice}
          onChange={setChoice}
          data={[
            { value: "every", label: "Every so many events" },
            { value: "as-written", label: "As its reducer says" },
            { value: "never", label: "Never" },
          ]}
        />
        {choice === "every" && (
          <NumberInput
            className={classes.number ?? ""}
            label="Events"
            min={1}
            max={MOST}
            allowDecimal={false}
            thousandSeparator=","
            value={every}
            onChange={setEvery}
          />
        )}
      </div>
      <p className="secondary">{consequence({ choice, every: isNumber ? every : null, policy, longest })}</p>
    </ActionDialog>
  );
}

interface Chosen {
  readonly choice: string;
  readonly every: number | null;
  readonly policy: SnapshotPolicy;
  readonly longest: number;
}

function consequence({ choice, every, policy: { reducer }, longest }: Chosen): string {
  const effective = choice === "every" ? every : choice === "never" ? null : reducer.every;
  const said = choice === "as-written" ? saidBy(reducer) : "";
  if (effective === null) {
    return `${said}Every state is folded from the last snapshot there is, or from the first event: up to ${formatCounted(longest, "event")}.`;
  }
  return `${said}A state at the head is folded through fewer than ${formatCounted(effective, "event")} once a snapshot is kept. Of a long stream about 32 are kept, evenly spread. Those that are there stay.`;
}

function saidBy({ name, every }: SnapshotPolicy["reducer"]): string {
  return every === null ? `${name} asks for none. ` : `${name} asks for one every ${formatCounted(every, "event")}. `;
}
