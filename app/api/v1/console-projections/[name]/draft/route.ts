import { SaveRequest } from "@/lib/api/console-projections";
import { handle, requestJson } from "@/lib/api/respond";
import { AppError } from "@/lib/errors";
import { discardConsoleDraft } from "@/lib/operations/discard-console-draft";
import { saveConsoleDraft } from "@/lib/operations/save-console-draft";
import { readConsoleProjection } from "@/lib/queries/projections/console-projection";

type Context = RouteContext<"/api/v1/console-projections/[name]/draft">;

export const PUT = handle<Context>(async (request, { params }) => {
  const { name } = await params;
  const body = SaveRequest.parse(await requestJson(request));
  if (body.definition.name !== name) {
    throw new AppError(`The definition is named "${body.definition.name}", not "${name}".`, { code: "invalid" });
  }
  await saveConsoleDraft(body);
  return readConsoleProjection(name);
});

export const DELETE = handle<Context>(async (_request, { params }) => {
  const { name, version } = await discardConsoleDraft({ name: (await params).name });
  return { message: `Draft of ${name}, definition ${version}, discarded.` };
});
