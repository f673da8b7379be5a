import { z } from "zod";
import { fetchJson } from "@/lib/api/fetch";
import { streamHref } from "@/lib/format/stream-url";

const FoundStreams = z.object({
  streams: z.array(z.object({ streamId: z.string(), version: z.number(), lastEventType: z.string() })),
});
const FoundProjections = z.object({ projections: z.array(z.object({ name: z.string() })) });

export interface FoundItem {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly href: string;
}

/** Streams whose id contains `text`, the ones that changed last first. */
export async function findStreams(text: string, signal: AbortSignal): Promise<FoundItem[]> {
  const path = `/api/v1/streams?${new URLSearchParams({ q: text, limit: "6" })}`;
  const { streams } = await fetchJson(path, FoundStreams, { signal });
  return streams.map(({ streamId, version, lastEventType }) => ({
    id: `stream ${streamId}`,
    label: streamId,
    description: `version ${version}, last ${lastEventType}`,
    href: streamHref(streamId),
  }));
}

/** Every projection by name. */
export async function findProjections(signal: AbortSignal): Promise<FoundItem[]> {
  const { projections } = await fetchJson("/api/v1/projections", FoundProjections, { signal });
  return projections.map(({ name }) => ({
    id: `projection ${name}`,
    label: name,
    description: "projection",
    href: `/projections/${encodeURIComponent(name)}`,
  }));
}
