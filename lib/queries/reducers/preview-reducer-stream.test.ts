import { afterAll, beforeAll, expect, test } from "vitest";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { previewReducerStream } from "./preview-reducer-stream";

let database: TestDatabase;
const LENGTH = 2_010;

beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("dial-1", 0, [
    { type: "Turned", data: { to: 1, by: "Ann" } },
    ...Array.from({ length: LENGTH - 1 }, (_, n) => ({ type: "Turned", data: { to: n + 2 } })),
  ]);
});
afterAll(() => database.drop());

test.each([LENGTH, undefined])(
  "beyond what it reads, says what the last event that it read set (%s)",
  async (version) => {
    const changes = [
      { op: "set" as const, path: "by", expression: "data.by", when: "has(data.by)" },
      { op: "set" as const, path: "to", expression: "data.to" },
    ];
    const preview = await asRole("viewer", () =>
      previewReducerStream({
        definition: {
          name: "dial",
          category: "dial",
          initial: { is: "new" },
          on: [{ type: "Turned", changes }],
        },
        streamId: "dial-1",
        version,
      }),
    );
    expect(preview).toMatchObject({
      ...{ streamVersion: LENGTH, version: 2_000, cut: true },
      draft: { stateText: '{"is":"new","by":"Ann","to":2000}', setHere: ["to"], removedHere: [] },
      present: { stateText: '{"to":2000,"by":"Ann"}', setHere: ["to"], removedHere: [] },
    });
  },
);
