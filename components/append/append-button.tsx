"use client";
import { IconPlus } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import { RoleButton } from "@/components/actions/role-button";
import type { Role } from "@/lib/auth/role";
import { appendParsers } from "./append-url";

interface AppendButtonProps {
  readonly streamId: string;
  readonly role: Role;
}

/** Opens the append. */
export function AppendButton({ streamId, role }: AppendButtonProps) {
  const [, setUrl] = useQueryStates(appendParsers, { history: "replace" });
  return (
    <RoleButton
      role={role}
      needs="admin"
      blocked={appendBlocked(streamId)}
      leftSection={<IconPlus size={16} aria-hidden="true" />}
      onClick={() => void setUrl({ append: "" })}
    >
      Append…
    </RoleButton>
  );
}

/** Why nobody can append to a stream by hand; null when an admin can. */
export function appendBlocked(streamId: string): string | null {
  return streamId.startsWith("$") ? "Streams whose id begins with $ are written by Foldline alone." : null;
}
