"use client";
import { IconPlus } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import { RoleButton } from "@/components/actions/role-button";
import type { StreamPlace } from "@/components/stream/use-stream";
import type { Role } from "@/lib/auth/role";
import { AppendDialog } from "./append-dialog";
import { appendParsers } from "./append-url";

interface AppendButtonProps {
  readonly place: StreamPlace;
  readonly role: Role;
}

/** Opens the append; an address can say so too, and with which event to begin. */
export function AppendButton({ place, role }: AppendButtonProps) {
  const { streamId } = place.stream;
  const [url, setUrl] = useQueryStates(appendParsers, { history: "replace" });
  const blocked = streamId.startsWith("$") ? "Streams whose id begins with $ are written by Foldline alone." : null;
  const isOpen = url.append !== null && role === "admin" && blocked === null;
  return (
    <>
      <RoleButton
        role={role}
        needs="admin"
        blocked={blocked}
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={() => void setUrl({ append: "" })}
      >
        Append…
      </RoleButton>
      {isOpen && (
        <AppendDialog
          place={place}
          role={role}
          begin={url.append ?? ""}
          corrects={url.corrects}
          onClose={() => void setUrl({ append: null, corrects: null })}
        />
      )}
    </>
  );
}
