import "server-only";
import { z } from "zod";
import type { FoldJob } from "@/lib/api/jobs";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { dropFold as drop } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCounted } from "@/lib/format/number";
import { audit } from "./audit";
import { findJob } from "./find-job";
import { jobRefusal } from "./job-errors";

const FoldId = z.object({ name: z.string(), id: z.uuid() });

/** Drops the rows of a finished fold as of a point. */
export async function dropFold(input: unknown): Promise<FoldJob> {
  const operator = await authorize("operator");
  const { name, id } = FoldId.parse(input);
  const job = await findJob(id);
  if (job.kind !== "fold-as-of" || job.subject !== name) {
    throw new AppError(`There is no fold ${id} of ${name}.`, { code: "not-found" });
  }
  const data = { job: id, projection: name, point: job.params.point, rows: job.result?.rows ?? 0 };
  try {
    await drop(pool, id, (client) => audit(operator, { type: "ReadModelFoldDropped", data }, { client }));
  } catch (error) {
    throw jobRefusal(error);
  }
  return job;
}

/** What dropping did, in words. */
export function foldDroppedMessage({ subject, result }: FoldJob): string {
  return `${formatCounted(result?.rows ?? 0, "row")} of ${subject} as of then are dropped; what consumers see is as it was.`;
}
