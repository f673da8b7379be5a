"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { eventTemplateQuery, eventTemplatesQuery } from "@/lib/api/event-templates";
import type { EventDraft } from "./event-draft";

/**
 * What a new event of a stream begins with: the type that is asked for, else the one that the stream has most of,
 * filled in like its last event. Once it is there it stays, whatever is read again under the person who writes.
 */
export function useFirstDraft(streamId: string, type = "") {
  const list = useQuery(eventTemplatesQuery(streamId));
  const templates = list.data?.templates ?? [];
  const first = templates.find((template) => template.type === type) ?? templates[0];
  const template = useQuery(eventTemplateQuery(streamId, first?.type ?? "", first?.schemaVersion ?? 1));
  const [begin, setBegin] = useState<EventDraft | null>(null);
  if (begin === null && first !== undefined && template.data?.type === first.type) {
    const { schemaVersion } = first;
    setBegin({ type: first.type, schemaVersion, dataText: template.data.example?.dataText ?? "{}" });
  }
  return {
    begin,
    error: begin === null ? (list.error ?? template.error) : null,
    retry: () => {
      void list.refetch();
      if (first !== undefined) void template.refetch();
    },
  };
}
