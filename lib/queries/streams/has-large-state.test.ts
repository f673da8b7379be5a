import { afterAll, beforeAll, expect, test } from "vitest";
import { stateAt } from "@/lib/engine";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { hasLargeState } from "./has-large-state";
import { foldContext } from "./stream-fold";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

test("a state is known to be large from its newest snapshot", async () => {
  const large = (streamId: string) => asRole("viewer", () => hasLargeState(streamId));
  const grow = async (streamId: string, line: string) => {
    const events = Array.from({ length: 500 }, (_, n) => ({ type: "Written", data: { [`line${n}`]: line } }));
    await store.append(streamId, 0, events);
    await asRole("viewer", async () => stateAt(await foldContext(streamId), streamId));
  };
  await grow("book-1", "x".repeat(1_000));
  await grow("note-1", "short");
  expect([await large("book-1"), await large("note-1"), await large("none-1")]).toEqual([true, false, false]);
});
