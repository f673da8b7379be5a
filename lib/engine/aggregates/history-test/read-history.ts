import { breathing } from "../../breathing";
import type { UpcastFailedError } from "../../errors";
import type { StoredEvent } from "../../events";
import type { UpcasterChain } from "../../evolution/chain";
import type { EventMask } from "../../store/interchange/masking/mask-events";

/** An event as read today, its values masked where they are to be. */
export interface ReadEvent {
  readonly version: number;
  readonly type: string;
  /** As JSON. */
  readonly dataText: string;
  /** As JSON, before anything was masked. */
  readonly plainText: string;
}

/** An event that a test leaves out, and why. */
export interface LeftOut {
  readonly version: number;
  readonly type: string;
  readonly reason: string;
}

/** Some events of a stream, from its first on. */
export interface History {
  readonly streamId: string;
  readonly events: readonly StoredEvent[];
}

/** What is to be read, and how. */
export interface HistoryRequest {
  readonly history: History;
  readonly chain: UpcasterChain;
  readonly mask: EventMask | null;
}

/** Reads a history through today's upcasters, and masks what they make of it. */
export async function readHistory({ history, chain, mask }: HistoryRequest) {
  const read: ReadEvent[] = [];
  const leftOut: LeftOut[] = [];
  const breathe = breathing();
  for (const event of history.events) {
    await breathe();
    const upcast = chain.tryUpcast(event);
    if (!upcast.ok) {
      const reason = mask === null ? upcast.error.message : inOwnWords(upcast.error, chain);
      leftOut.push({ version: event.version, type: event.type, reason });
      continue;
    }
    for (const { type, dataText: plainText } of upcast.events) {
      const dataText = mask === null ? plainText : mask.data(type, plainText);
      read.push({ version: event.version, type, dataText, plainText });
    }
  }
  return { read, leftOut };
}

/** Where an upcaster failed, without its words: they name the stream, and quote what the mask hides. */
function inOwnWords({ upcasterId, path }: UpcastFailedError, { upcasters }: UpcasterChain): string {
  const title = upcasters.find(({ id }) => id === upcasterId)?.title ?? upcasterId;
  return `the upcaster "${title}" fails on it${path === undefined ? "" : `, at ${path}`}.`;
}
