"use client";
import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import Link from "next/link";
import { RoleButton } from "@/components/actions/role-button";
import { useRetry } from "@/components/dead-letters/use-retry";
import { StatusTag } from "@/components/layout/status-tag";
import type { CorrectionReader } from "@/lib/api/corrections";
import type { Role } from "@/lib/auth/role";
import { formatCount } from "@/lib/format/number";
import classes from "./append-dialog.module.css";

interface AppendedProps {
  readonly version: number;
  readonly readers: readonly CorrectionReader[];
  readonly role: Role;
  readonly onSee: () => void;
  readonly onClose: () => void;
}

/** After the append: the event, and the streams that wait behind an event that failed, each one click from its retry. */
export function Appended({ version, readers, role, onSee, onClose }: AppendedProps) {
  const parked = readers.filter(({ parkedBehind }) => parkedBehind !== null);
  return (
    <>
      <div className={classes.appended}>
        <StatusTag status="ok">Appended as version {formatCount(version)}</StatusTag>
        {parked.map((reader) => (
          <ParkedReader key={reader.name} reader={reader} role={role} />
        ))}
      </div>
      <div className={classes.foot}>
        <span className="secondary">Recorded in the audit</span>
        <Button onClick={onClose}>Close</Button>
        <Button variant="filled" onClick={onSee}>
          See version {formatCount(version)}
        </Button>
      </div>
    </>
  );
}

function ParkedReader({ reader, role }: { readonly reader: CorrectionReader; readonly role: Role }) {
  const { retry, busy } = useRetry();
  const { parkedBehind } = reader;
  if (parkedBehind === null) return null;
  const { deadLetter, version } = parkedBehind;
  return (
    <div className={classes.parked}>
      <p>
        <Link href={`/projections/${encodeURIComponent(reader.name)}`} className="mono">
          {reader.name}
        </Link>{" "}
        still waits behind version {formatCount(version)} of this stream. A retry applies it, and then all that waits,
        in order.
      </p>
      <RoleButton
        role={role}
        needs="operator"
        loading={busy}
        leftSection={<IconRefresh size={16} aria-hidden="true" />}
        onClick={() => retry({ ids: [deadLetter] })}
      >
        Retry stream
      </RoleButton>
      <Link href={`/dead-letters?id=${deadLetter}`}>Open the dead letter</Link>
    </div>
  );
}
