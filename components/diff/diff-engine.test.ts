import { expect, test } from "vitest";
import { diffSession } from "@/lib/format/diff/diff-session";
import { openDiffEngine } from "./diff-engine";
import { answerDiffRequest, droppedReply, receivedRequest } from "./diff-messages";

const CHOICES = { filter: "", pin: null, ignored: [], all: false };
const RANGE = { from: 0, to: 10 };

test("works where there are no workers", async () => {
  const engine = openDiffEngine();
  const asked = engine.ask({ call: "compare", before: '{"a":1}', after: '{"a":2}' });
  expect(engine.isFree()).toBe(false);
  expect((await asked)?.differences).toBe(1);
  expect(engine.isFree()).toBe(true);
  const shown = await engine.ask({ call: "show", choices: CHOICES, toggled: [], range: RANGE });
  expect(shown?.rows.map(({ path }) => path)).toEqual(["a"]);
  expect(await engine.ask({ call: "read", range: RANGE })).toEqual(shown?.rows);
});

test("says why a text cannot be compared", async () => {
  const engine = openDiffEngine();
  await expect(engine.ask({ call: "compare", before: "nonsense", after: "1" })).rejects.toThrow(/JSON/i);
});

test("a comparison that is given up answers nothing", async () => {
  const engine = openDiffEngine();
  const asked = engine.ask({ call: "compare", before: "1", after: "2" });
  engine.close();
  expect(await asked).toBeNull();
  expect(engine.isFree()).toBe(true);
});

test("whose thread has failed answers nothing more, and says so at once", async () => {
  let fail: (message: string) => void = () => undefined;
  const engine = openDiffEngine((_, failing) => {
    fail = failing;
    return { post: () => undefined, end: () => undefined };
  });
  const asked = engine.ask({ call: "compare", before: "1", after: "2" });
  fail("Out of memory.");
  await expect(asked).rejects.toThrow("Out of memory.");
  expect(engine.isFree()).toBe(false);
  await expect(engine.ask({ call: "compare", before: "1", after: "2" })).rejects.toThrow("Out of memory.");
});

test("a request that a newer one has made needless is settled", async () => {
  const engine = openDiffEngine((receive) => ({
    post: (request) => queueMicrotask(() => receive(droppedReply(request))),
    end: () => undefined,
  }));
  expect(await engine.ask({ call: "show", choices: CHOICES, toggled: [], range: RANGE })).toBeNull();
});

test("texts arrive at the worker as they were sent, and its rows can be sent back", () => {
  const encoder = new TextEncoder();
  const [before, after] = ['{"a":"é 😀"}', '{"a":"é 😁"}'];
  const sent = { call: "compare" as const, id: 1, before: encoder.encode(before), after: encoder.encode(after) };
  expect(receivedRequest(sent)).toEqual({ call: "compare", id: 1, before, after });
  const session = diffSession();
  answerDiffRequest(session, receivedRequest(sent));
  const reply = answerDiffRequest(session, { call: "show", id: 2, choices: CHOICES, toggled: [], range: RANGE });
  expect(structuredClone(reply)).toEqual(reply);
});
