import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { registerProjections } from "@/lib/engine";
import { listProjections } from "@/lib/queries/projections/projections";
import { chain, codeProjections, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { ignoreRecommendation } from "./ignore-recommendation";
import { restoreRecommendation } from "./restore-recommendation";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, codeProjections, await chain());
  await builtWith("older");
});
afterAll(() => database.drop());

const builtWith = (upcasterHash: string) =>
  pool.query("update foldline.read_models set upcaster_hash = $1 where projection = 'fines'", [upcasterHash]);
const fines = async () =>
  (await asRole("viewer", listProjections)).projections.find((projection) => projection.name === "fines");
const ignore = (input: object = {}) =>
  asRole("operator", () => ignoreRecommendation({ name: "fines", reason: "only a label changed", ...input }));
const restore = () => asRole("operator", () => restoreRecommendation({ name: "fines" }));
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);

test("a viewer can neither ignore a recommendation nor bring it back", async () => {
  const forbidden = { code: "forbidden" };
  await expect(asRole("viewer", () => ignoreRecommendation({ name: "fines", reason: "x" }))).rejects.toMatchObject(
    forbidden,
  );
  await expect(asRole("viewer", () => restoreRecommendation({ name: "fines" }))).rejects.toMatchObject(forbidden);
});

test("a read model built with other upcasters is recommended to be rebuilt, until somebody says why not", async () => {
  expect((await fines())?.recommendation).toMatchObject({ kind: "upcasters", ignored: null });
  await expect(ignore({ reason: "  " })).rejects.toThrow("say why");
  expect(await ignore()).toEqual({ name: "fines", changed: true });
  expect(await lastAudited()).toMatchObject({
    type: "RecommendationIgnored",
    data: { projection: "fines", recommendation: "built with older upcasters" },
    metadata: { actorName: "Test operator", reason: "only a label changed" },
  });
  const after = await fines();
  expect(after?.recommendation?.ignored).toMatchObject({ by: "Test operator", reason: "only a label changed" });
  expect(after?.needs.map(({ kind }) => kind)).not.toContain("rebuild");
});

test("ignoring twice changes nothing, and taking it back is in the audit once", async () => {
  const audited = () => store.streamVersion(auditStream(new Date()));
  const before = await audited();
  expect(await ignore()).toEqual({ name: "fines", changed: false });
  expect(await audited()).toBe(before);
  expect(await restore()).toEqual({ name: "fines", changed: true });
  expect(await lastAudited()).toMatchObject({ type: "RecommendationRestored", data: { projection: "fines" } });
  expect(await restore()).toEqual({ name: "fines", changed: false });
  expect(await audited()).toBe(before + 1);
  expect((await fines())?.needs.map(({ kind }) => kind)).toContain("rebuild");
});

test("an ignored recommendation stands again when what it was built with changes", async () => {
  const seen = (await fines())?.recommendation?.builtWith ?? "";
  await ignore();
  await builtWith("mixed");
  expect((await fines())?.recommendation?.ignored).toBeNull();
  await expect(ignore({ builtWith: seen })).rejects.toMatchObject({ code: "conflict" });
});

test("what is not recommended cannot be ignored, and what does not exist is said to be so", async () => {
  await expect(asRole("operator", () => ignoreRecommendation({ name: "nothing", reason: "x" }))).rejects.toMatchObject({
    code: "not-found",
  });
  const { rows } = await pool.query(
    "select upcaster_hash as hash from foldline.read_models where projection = 'revenue'",
  );
  expect(rows[0].hash).not.toBe("older");
  await expect(asRole("operator", () => ignoreRecommendation({ name: "revenue", reason: "x" }))).rejects.toMatchObject({
    code: "conflict",
  });
});
