import { expect, test } from "vitest";
import { storedEvent } from "@/lib/engine/testing/stored-event";
import { tryDraft } from "./try-draft";

const schema = { type: "Credited", schemaVersion: 1 };
const events = Array.from({ length: 1000 }, (_, index) =>
  storedEvent({ version: index + 1, position: BigInt(index + 1) }),
);

test("a draft that is slow is tried for a moment only, on events from all over the history", () => {
  const tried: number[] = [];
  const slow = {
    ...({
      id: "draft",
      title: "Slow",
      source: "console",
      fingerprint: "",
      from: schema,
      to: schema,
      makes: [schema],
    } as const),
    upcast: (event: (typeof events)[number]) => {
      tried.push(event.version);
      for (const end = performance.now() + 10; performance.now() < end; );
      return event;
    },
  };
  const startedAt = performance.now();
  const trial = tryDraft(slow, { events, rare: [], known: [], checks: () => null });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(trial.tried).toBe(tried.length);
  expect(trial.tried).toBeLessThan(1000);
  expect(Math.max(...tried)).toBeGreaterThan(900);
});
