import { handle, requestJson } from "@/lib/api/respond";
import { discardUpcasterDraft } from "@/lib/operations/discard-upcaster-draft";
import { saveUpcasterDraft } from "@/lib/operations/save-upcaster-draft";
import { readUpcaster } from "@/lib/queries/upcaster";

type Context = RouteContext<"/api/v1/upcasters/[id]">;

export const GET = handle<Context>(async (_request, { params }) => readUpcaster((await params).id));

export const PUT = handle<Context>(async (request, { params }) => {
  const { id } = await saveUpcasterDraft({ id: (await params).id, draft: await requestJson(request) });
  return readUpcaster(id);
});

export const DELETE = handle<Context>(async (_request, { params }) => {
  const { title } = await discardUpcasterDraft({ id: (await params).id });
  return { message: `Draft "${title}" discarded.` };
});
