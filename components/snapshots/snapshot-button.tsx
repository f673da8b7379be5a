"use client";
import { Popover, UnstyledButton } from "@mantine/core";
import { useId, useState } from "react";
import type { StreamState } from "@/lib/api/stream-state";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { type Droppable, DropSnapshotsDialog } from "./drop-snapshots-dialog";
import { SnapshotPanel } from "./snapshot-panel";
import classes from "./snapshot-panel.module.css";

interface SnapshotButtonProps {
  readonly state: StreamState;
  /** Of whoever looks; without one there is only the fact. */
  readonly role: Role | undefined;
}

/** Where the fold of a state began; opens the stream's snapshots and what they save. */
export function SnapshotButton({ state, role }: SnapshotButtonProps) {
  const titleId = useId();
  const [opened, setOpened] = useState(false);
  const [dropping, setDropping] = useState<Droppable | null>(null);
  if (role === undefined) return <span>{howFolded(state)}</span>;
  // A click into the dialog would close the panel, and with it a dialog that stood there.
  const drop = (all: Droppable) => {
    setOpened(false);
    setDropping(all);
  };
  return (
    <>
      <Popover opened={opened} onChange={setOpened} width={380} position="bottom-start" trapFocus withinPortal>
        <Popover.Target>
          <UnstyledButton className={classes.target ?? ""} aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {howFolded(state)}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={classes.panel ?? ""} aria-labelledby={titleId}>
          <h3 id={titleId} className={classes.title}>
            Snapshots of this stream
          </h3>
          {opened && <SnapshotPanel state={state} role={role} onDrop={drop} />}
        </Popover.Dropdown>
      </Popover>
      {dropping !== null && <DropSnapshotsDialog droppable={dropping} onClose={() => setDropping(null)} />}
    </>
  );
}

function howFolded({ fromSnapshot, eventsRead }: StreamState): string {
  if (fromSnapshot === null) return formatCounted(eventsRead, "event");
  const from = `snapshot at ${formatCount(fromSnapshot)}`;
  return eventsRead === 0 ? from : `${from} + ${formatCounted(eventsRead, "event")}`;
}
