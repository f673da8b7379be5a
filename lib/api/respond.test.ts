import { afterAll, beforeAll, expect, test } from "vitest";
import { requestLossless } from "@/lib/api/lossless";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { handle, requestJson } from "./respond";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

const post = (body: string) => new Request("http://host/api/v1/things", { method: "POST", body });

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
