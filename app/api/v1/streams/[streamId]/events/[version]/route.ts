import { z } from "zod";
import { handle } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { getEvent } from "@/lib/queries/stream-event";

interface Context {
  readonly params: Promise<{ streamId: string; version: string }>;
}

const Version = z.object({ version: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

export const GET = handle<Context>(async (_request, context) => {
  const { version } = Version.parse(await context.params);
  return getEvent(await streamIdOf(context), version);
});
