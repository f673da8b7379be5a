import "server-only";
import type { ConsoleProjectionList } from "@/lib/api/console-projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { loadProjections } from "@/lib/engine";
import { codeProjections } from "@/lib/store";
import { readConsoleVersions } from "./console-projection-rows";

/** The projections written in the console, drafts included. */
export async function listConsoleProjections(): Promise<ConsoleProjectionList> {
  await authorize("viewer");
  const [versions, { problems }] = await Promise.all([
    readConsoleVersions(pool, null),
    loadProjections(pool, codeProjections),
  ]);
  const names = [...new Set(versions.map(({ name }) => name))];
  return {
    projections: names.flatMap((name) => {
      const own = versions.filter((each) => each.name === name && each.state !== "retired");
      const [newest] = own;
      if (newest === undefined) return [];
      return [
        {
          name,
          publishedVersion: own.find(({ state }) => state === "published")?.version ?? null,
          draftVersion: own.find(({ state }) => state === "draft")?.version ?? null,
          updatedAt: newest.updatedAt,
          updatedBy: newest.publishedBy ?? newest.createdBy,
          problem: problems.find((problem) => problem.name === name)?.message ?? null,
        },
      ];
    }),
  };
}
