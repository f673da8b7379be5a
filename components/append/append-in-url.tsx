"use client";
import { useQueryStates } from "nuqs";
import type { StreamPlace } from "@/components/stream/use-stream";
import type { Role } from "@/lib/auth/role";
import { appendBlocked } from "./append-button";
import { AppendDialog } from "./append-dialog";
import { appendParsers } from "./append-url";

interface AppendInUrlProps {
  readonly place: StreamPlace;
  readonly role: Role;
}

/** The append that the page's address asks for. It stands apart from its button, which a phone keeps in a menu. */
export function AppendInUrl({ place, role }: AppendInUrlProps) {
  const [url, setUrl] = useQueryStates(appendParsers, { history: "replace" });
  if (url.append === null || role !== "admin" || appendBlocked(place.stream.streamId) !== null) return null;
  return (
    <AppendDialog
      place={place}
      role={role}
      begin={url.append}
      corrects={url.corrects}
      onClose={() => void setUrl({ append: null, corrects: null })}
    />
  );
}
