import { afterAll, beforeAll, expect, test } from "vitest";
import { requestLossless } from "@/lib/api/lossless";
import { audit } from "@/lib/operations/audit";
import { pauseProjection } from "@/lib/operations/pause-projection";
import { auditRecords } from "@/lib/queries/access/audit-records";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { handle, requestJson } from "./respond";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

const post = (body: string) => new Request("http://host/api/v1/things", { method: "POST", body });
const operator = { id: "test", name: "Test", email: "", role: "operator" } as const;

test.each([
  ["requestJson", requestJson],
  ["requestLossless", requestLossless],
])("%s reads no body for somebody who is not signed in", async (_name, read) => {
  const request = post("{}");
  await expect(read(request)).rejects.toThrow();
  expect(request.bodyUsed).toBe(false);
  expect(await asRole("viewer", () => read(request))).toEqual({});
});

test("answers a body that is too long with 413, and one that is no JSON with 400", async () => {
  const answer = (body: string) => asRole("viewer", () => handle(requestJson)(post(body), undefined));
  expect((await answer(" ".repeat(33 * 1024 * 1024))).status).toBe(413);
  expect((await answer("{")).status).toBe(400);
  expect((await answer("")).status).toBe(400);
});

const mistakes = [
  ["a NUL in a filter", () => auditRecords({ type: "a\0", limit: 1 })],
  ["a NUL in a name", () => pauseProjection({ name: "a\0" })],
  [
    "half a surrogate pair in what the audit is to keep",
    () => audit(operator, { type: "Done", data: {}, reason: "\ud800" }),
  ],
] as const;

test.each(mistakes)("answers %s with 400: it is the caller's mistake", async (_what, work) => {
  const response = await asRole("operator", () => handle(work)(post("{}"), undefined));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    type: "urn:foldline:problem:invalid",
    title: "The request is not valid",
  });
});
