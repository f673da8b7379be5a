import { openApiDocument } from "@/lib/api/openapi";
import { handle } from "@/lib/api/respond";

export const GET = handle(async (request) => openApiDocument(undefined, new URL(request.url).origin));
