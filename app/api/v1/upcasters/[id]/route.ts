import { handle, requestJson } from "@/lib/api/respond";
import { UpcasterDraftChange } from "@/lib/api/upcasters";
import { discardUpcasterDraft } from "@/lib/operations/discard-upcaster-draft";
import { saveUpcasterDraft } from "@/lib/operations/save-upcaster-draft";
import { readUpcaster } from "@/lib/queries/upcasters/upcaster";

type Context = RouteContext<"/api/v1/upcasters/[id]">;

export const GET = handle<Context>(async (_request, { params }) => readUpcaster((await params).id));

export const PUT = handle<Context>(async (request, { params }) => {
  const { updatedAt, ...draft } = UpcasterDraftChange.parse(await requestJson(request));
  const { id } = await saveUpcasterDraft({ id: (await params).id, draft, updatedAt });
  return readUpcaster(id);
});

export const DELETE = handle<Context>(async (_request, { params }) => {
  const { title } = await discardUpcasterDraft({ id: (await params).id });
  return { message: `Draft "${title}" discarded.` };
});
