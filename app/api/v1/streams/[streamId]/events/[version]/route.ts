import { z } from "zod";
import { handle } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { VersionParameter } from "@/lib/api/whole-number";
import { getEvent } from "@/lib/queries/streams/stream-event";

interface Context {
  readonly params: Promise<{ readonly version: string }>;
}

const Version = z.object({ version: VersionParameter });

export const GET = handle<Context>(async (request, context) => {
  const { version } = Version.parse(await context.params);
  return getEvent(streamIdOf(request), version);
});
