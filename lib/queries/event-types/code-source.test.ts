import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { codeUpcaster } from "@/lib/engine";
import { readableSource, registerCodeUpcasters } from "@/lib/engine/runtime/register-code-upcasters";
import { upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readUpcaster } from "../upcasters/upcaster";

let database: TestDatabase;
const [inCode] = upcasters;
const id = inCode?.id ?? "";
const read = () => asRole("viewer", () => readUpcaster(id));

beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

test("an upcaster in code has no source to show before a worker has registered it", async () => {
  expect(await read()).toMatchObject({ source: "code", operations: null, code: null });
});

test("shows the function as the worker runs it, and whether this server has the same revision", async () => {
  await registerCodeUpcasters(pool, upcasters);
  const { code } = await read();
  expect(code).toMatchObject({ current: true });
  expect(code?.text).toContain("toMinorUnits");
  expect(code?.text).not.toContain("__name(");
  const first = code?.registeredAt;
  await registerCodeUpcasters(pool, upcasters);
  expect((await read()).code?.registeredAt).toBe(first);

  const { type, schemaVersion } = inCode?.from ?? { type: "", schemaVersion: 1 };
  const upcast = (data: object) => ({ ...data, changed: true });
  const newer = codeUpcaster({ type, from: schemaVersion, to: schemaVersion + 1, title: "t", revision: 2, upcast });
  await registerCodeUpcasters(pool, [newer]);
  expect((await read()).code).toMatchObject({ current: false, text: expect.stringContaining("changed: true") });
});

test("what the compiler wrote into the text is left out", () => {
  expect(readableSource('const f = /* @__PURE__ */ __name((a) => a + 1, "f");')).toBe("const f = (a) => a + 1;");
});
