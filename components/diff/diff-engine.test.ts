import { expect, test } from "vitest";
import { diffSession } from "@/lib/format/diff/diff-session";
import { openDiffEngine } from "./diff-engine";
import { answerDiffRequest, receivedRequest } from "./diff-messages";

const CHOICES = { filter: "", pin: null, ignored: [], all: false };
const RANGE = { from: 0, to: 10 };

test("works where there are no workers", async () => {
  const engine = openDiffEngine();
  const asked = engine.ask({ call: "compare", before: '{"a":1}', after: '{"a":2}' });
  expect(engine.isBusy()).toBe(true);
  expect((await asked).differences).toBe(1);
  expect(engine.isBusy()).toBe(false);
  const { rows } = await engine.ask({ call: "show", choices: CHOICES, toggled: [], range: RANGE });
  expect(rows.map(({ path }) => path)).toEqual(["a"]);
  expect(await engine.ask({ call: "read", range: RANGE })).toEqual(rows);
});

test("says why a text cannot be compared", async () => {
  const engine = openDiffEngine();
  await expect(engine.ask({ call: "compare", before: "nonsense", after: "1" })).rejects.toThrow(/JSON/i);
});

test("a comparison that is given up never answers", async () => {
  const engine = openDiffEngine();
  let answered = false;
  const asked = engine.ask({ call: "compare", before: "1", after: "2" }).then(() => {
    answered = true;
  });
  engine.close();
  await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 20))]);
  expect(answered).toBe(false);
  expect(engine.isBusy()).toBe(false);
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
