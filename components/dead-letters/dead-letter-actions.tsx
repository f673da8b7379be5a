"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil, IconPlayerSkipForward, IconPlus, IconRefresh } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { RoleButton } from "@/components/actions/role-button";
import { appendBlocked } from "@/components/append/append-button";
import type { DeadLetterDetail } from "@/lib/api/dead-letters";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { EditDialog } from "./edit-dialog";
import { SkipDialog } from "./skip-dialog";
import type { useRetry } from "./use-retry";

interface DeadLetterActionsProps {
  readonly detail: DeadLetterDetail;
  readonly role: Role;
  /** Why nothing can be done with it now. */
  readonly blocked: string | null;
  readonly retrying: ReturnType<typeof useRetry>;
  /** Few words, for a phone. */
  readonly short: boolean;
}

/** Retry the stream, or the event alone; edit and retry; skip. */
export function DeadLetterActions({ detail, role, blocked, retrying, short }: DeadLetterActionsProps) {
  const { deadLetter, event } = detail;
  const { id, waiting, streamVersion } = deadLetter;
  const [editing, edit] = useDisclosure(false);
  const [skipping, skip] = useDisclosure(false);
  const { retry, busy } = retrying;
  const router = useRouter();
  const correction = `version=${streamVersion}&append=${encodeURIComponent(deadLetter.type)}&corrects=${streamVersion}`;
  return (
    <>
      <RoleButton
        role={role}
        needs="operator"
        variant="filled"
        blocked={blocked}
        loading={busy}
        leftSection={<IconRefresh size={16} aria-hidden="true" />}
        onClick={() => retry({ ids: [id] })}
      >
        Retry stream, {formatCounted(1 + waiting, "event")}
      </RoleButton>
      <RoleButton
        role={role}
        needs="operator"
        blocked={blocked ?? (waiting === 0 ? "Nothing waits behind it: retrying the stream is the same." : null)}
        disabled={busy}
        onClick={() => retry({ ids: [id], upToVersion: streamVersion })}
      >
        {short ? "Event only" : "Retry this event"}
      </RoleButton>
      <RoleButton
        role={role}
        needs="admin"
        blocked={blocked ?? (event === null ? "The event cannot be read." : null)}
        disabled={busy}
        leftSection={<IconPencil size={16} aria-hidden="true" />}
        onClick={edit.open}
      >
        {short ? "Edit…" : "Edit and retry…"}
      </RoleButton>
      <RoleButton
        role={role}
        needs="admin"
        blocked={appendBlocked(deadLetter.streamId)}
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={() => router.push(streamHref(deadLetter.streamId, correction))}
      >
        {short ? "Append…" : "Append a correction…"}
      </RoleButton>
      <RoleButton
        role={role}
        needs="operator"
        blocked={blocked}
        disabled={busy}
        leftSection={<IconPlayerSkipForward size={16} aria-hidden="true" />}
        onClick={skip.open}
      >
        Skip…
      </RoleButton>
      <SkipDialog letters={[deadLetter]} opened={skipping} onClose={skip.close} />
      {event !== null && editing && (
        <EditDialog letter={deadLetter} dataText={event.dataText} opened={editing} onClose={edit.close} />
      )}
    </>
  );
}
