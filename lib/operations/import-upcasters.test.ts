import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { registerCodeUpcasters } from "@/lib/engine/runtime/register-code-upcasters";
import { exportUpcasters } from "@/lib/queries/upcasters/export-upcasters";
import { listUpcasters } from "@/lib/queries/upcasters/upcasters";
import { upcasters as code, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { activateUpcaster } from "./activate-upcaster";
import { auditStream } from "./audit";
import { importUpcasters } from "./import-upcasters";
import { saveUpcasterDraft } from "./save-upcaster-draft";

let database: TestDatabase;
const upcaster = {
  title: "Amounts in cents",
  type: "Toll paid",
  fromVersion: 1,
  toType: "Toll paid",
  toVersion: 2,
  operations: [{ op: "compute", path: "cents", expression: "round(data.amount * 100)" }],
};
const documentOf = (...upcasters: unknown[]) => ({ foldline: "upcasters", version: 1, upcasters });
const importAs = (role: "viewer" | "operator", input: object) => asRole(role, () => importUpcasters(input));
const drafts = async () =>
  (await asRole("viewer", listUpcasters)).upcasters.filter(({ source }) => source === "console");
const audited = async () =>
  (await store.readStream(auditStream(new Date()))).filter(({ type }) => type === "UpcasterDrafted");

beforeAll(async () => {
  database = await useAppDatabase();
});
beforeEach(async () => {
  await pool.query("truncate foldline.upcasters");
});
afterAll(() => database.drop());

async function activate(draft = upcaster): Promise<void> {
  const { id } = await asRole("operator", () => saveUpcasterDraft({ draft }));
  await asRole("admin", () => activateUpcaster({ id, reason: "a test" }));
}

describe("an import", () => {
  test("keeps the upcasters of a file as drafts, each in the audit", async () => {
    const before = (await audited()).length;
    const result = await importAs("operator", {
      document: documentOf(upcaster, { ...upcaster, type: "Toll due", toType: "Toll due" }),
    });
    expect(result.upcasters.map(({ outcome, conflict }) => [outcome, conflict])).toEqual([
      ["draft", null],
      ["draft", null],
    ]);
    expect((await drafts()).map(({ state }) => state)).toEqual(["draft", "draft"]);
    const events = (await audited()).slice(before);
    expect(events.map(({ data }) => data)).toMatchObject([
      { title: upcaster.title, imported: true },
      { imported: true },
    ]);
  });

  test("is refused to a viewer, and leaves nothing when it is only tried", async () => {
    await expect(importAs("viewer", { document: documentOf(upcaster) })).rejects.toMatchObject({ code: "forbidden" });
    const tried = await importAs("operator", { document: documentOf(upcaster), dryRun: true });
    expect(tried.upcasters).toMatchObject([{ outcome: "draft", id: null }]);
    expect(await drafts()).toEqual([]);
  });

  test("passes over what is here already, and does nothing the second time", async () => {
    await importAs("operator", { document: documentOf(upcaster) });
    const again = await importAs("operator", { document: documentOf({ ...upcaster, title: "Another name" }) });
    expect(again.upcasters).toMatchObject([{ outcome: "known" }]);
    expect(await drafts()).toHaveLength(1);
  });

  test("names the upcaster that reads the same events and overwrites none", async () => {
    await activate();
    const other = { ...upcaster, title: "Amounts in mills", operations: [{ op: "remove", path: "amount" }] };
    const left = await importAs("operator", { document: documentOf(other, other) });
    expect(left.upcasters[0]).toMatchObject({
      outcome: "left out",
      conflict: 'the active upcaster "Amounts in cents"',
    });
    expect(await drafts()).toHaveLength(1);
    const kept = await importAs("operator", {
      document: documentOf(other, { ...other, toVersion: 3 }),
      conflicts: "draft",
    });
    expect(kept.upcasters.map(({ outcome }) => outcome)).toEqual(["draft", "draft"]);
    expect((await drafts()).map(({ title, state }) => [title, state])).toContainEqual(["Amounts in cents", "active"]);
    const [inCode] = code;
    const { type, schemaVersion } = inCode?.from ?? { type: "", schemaVersion: 1 };
    const clash = { ...upcaster, type, toType: type, fromVersion: schemaVersion, toVersion: schemaVersion + 1 };
    const withCode = await importAs("operator", { document: documentOf(clash) });
    expect(withCode.upcasters[0]?.conflict).toContain("in code");
  });

  test("refuses an operation that is not known here, with its place, and imports nothing of the file", async () => {
    const strange = {
      ...upcaster,
      type: "B",
      toType: "B",
      operations: [...upcaster.operations, { op: "frobnicate", path: "a" }],
    };
    const refused = importAs("operator", { document: documentOf(upcaster, strange) });
    await expect(refused).rejects.toMatchObject({
      issues: [
        {
          path: ["document", "upcasters", 1, "operations", 1, "op"],
          message: expect.stringContaining('no operation "frobnicate"'),
        },
      ],
    });
    const wrong = importAs("operator", {
      document: documentOf({ ...upcaster, operations: [{ op: "compute", path: "a", expression: "1 +" }] }),
    });
    await expect(wrong).rejects.toMatchObject({
      issues: [{ path: ["document", "upcasters", 0, "operations", 0, "expression"] }],
    });
    await expect(importAs("operator", { document: { upcasters: [upcaster] } })).rejects.toMatchObject({
      issues: expect.any(Array),
    });
    await expect(importAs("operator", { document: documentOf({ ...upcaster, title: "\0" }) })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await drafts()).toEqual([]);
  });
});

describe("an export", () => {
  const exported = (type: string, format: "typescript" | "python" | "json") =>
    asRole("viewer", () => exportUpcasters(type, format));

  test("as JSON is what an import makes the same drafts of", async () => {
    await activate();
    await activate({
      ...upcaster,
      title: "Second",
      fromVersion: 2,
      toVersion: 3,
      operations: [{ op: "set", path: "a", value: 1 } as never],
    });
    const { text, fileName } = await exported("Toll paid", "json");
    expect(fileName).toBe("toll-paid.upcasters.json");
    await pool.query("truncate foldline.upcasters");
    await importAs("operator", { document: JSON.parse(text) });
    const { rows } = await pool.query(
      "select title, type, from_version, to_type, to_version, operations, state from foldline.upcasters order by from_version",
    );
    expect(rows).toMatchObject([
      { title: upcaster.title, from_version: 1, to_version: 2, operations: upcaster.operations, state: "draft" },
      { title: "Second", from_version: 2, to_version: 3, state: "draft" },
    ]);
  });

  test("has the active upcasters only, and those in code with the text that a worker registered", async () => {
    await asRole("operator", () => saveUpcasterDraft({ draft: upcaster }));
    await expect(exported("Toll paid", "typescript")).rejects.toMatchObject({ code: "not-found" });
    await registerCodeUpcasters(pool, code);
    const [inCode] = code;
    const { text, notes } = await exported(inCode?.from.type ?? "", "typescript");
    expect(text).toContain(inCode?.title);
    expect(text).toContain("toMinorUnits");
    expect(notes.join()).toContain("from the file it was written in");
    const json = JSON.parse((await exported(inCode?.from.type ?? "", "json")).text);
    expect((await importAs("operator", { document: json, dryRun: true })).inCode).toContain(inCode?.title);
  });

  test("of an expression that has no equal says which, and where in it", async () => {
    await activate({ ...upcaster, operations: [{ op: "compute", path: "a", expression: "data.t.matches(data.p)" }] });
    await expect(exported("Toll paid", "python")).rejects.toMatchObject({
      code: "conflict",
      details: { expression: "data.t.matches(data.p)", place: { start: 15 } },
    });
  });
});
