import { jsonResponse } from "@/lib/api/respond";
import { readiness } from "@/lib/queries/jobs/readiness";

/** 200 while Foldline can serve, 503 while it cannot; no sign-in, so no more than that and the workers. */
export async function GET(): Promise<Response> {
  const { database, migrated, liveWorkers } = await readiness();
  const ok = database && migrated;
  return jsonResponse(
    { status: ok ? "ok" : "unavailable", database, migrated, liveWorkers },
    { status: ok ? 200 : 503 },
  );
}
