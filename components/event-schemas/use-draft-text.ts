"use client";
import { useState } from "react";
import type { EventSchemaDraft } from "@/lib/api/event-schemas";

type Seen = Pick<EventSchemaDraft, "schema" | "updatedAt">;

/**
 * The text of a draft as it is edited, and the stored draft that it takes the place of. A newer one that is read meanwhile
 * is shown at once where nothing was edited; else it is a rival, until somebody chooses.
 */
export function useDraftText(draft: Seen) {
  const [text, setText] = useState(draft.schema);
  const [base, setBase] = useState<Seen>(draft);
  const [sent, setSent] = useState<string | null>(null);
  const isNewer = draft.updatedAt !== base.updatedAt;
  const isOwn = draft.schema === sent || draft.schema === text;
  if (isNewer && (isOwn || text === base.schema)) {
    setBase(draft);
    if (!isOwn) setText(draft.schema);
  }
  return {
    text,
    setText,
    base,
    rival: isNewer && !isOwn && text !== base.schema,
    showTheirs: () => {
      setText(draft.schema);
      setBase(draft);
    },
    keepMine: () => setBase(draft),
    sent: setSent,
  };
}
