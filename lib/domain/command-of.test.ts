import { expect, test } from "vitest";
import { compileChain } from "@/lib/engine";
import { generateHistory } from "./generator/history";
import { testedDeciders } from "./history-tests";
import { stored } from "./testing/samples";
import { upcasters } from "./upcasters";

test("of every event of two years leads to that event again, and to nothing more after it", () => {
  const chain = compileChain(upcasters);
  const states = new Map<string, unknown>();
  const decided = new Set<string>();
  for (const { streamId, version, event } of generateHistory(new Date("2026-08-01T09:30:00Z"))) {
    const decider = testedDeciders.find(({ category }) => streamId.startsWith(`${category}-`));
    for (const read of chain.upcast(stored(event, { streamId, version }))) {
      const known = decider?.read(read) ?? null;
      if (decider === undefined || known === null) continue;
      const state = states.get(streamId) ?? decider.initial;
      const command = decider.commandOf(known) as { type: string };
      expect(decider.decide(command, state), `${streamId}@${version}`).toEqual([known]);
      const after = decider.evolve(state, known);
      expect(decider.decide(command, after), `${streamId}@${version}`).toEqual([]);
      states.set(streamId, after);
      decided.add(command.type);
    }
  }
  expect([...decided].sort()).toEqual(
    [
      ...["AuthorizePayment", "CancelOrder", "CapturePayment", "ChangeAddress", "ChangeLine", "CompleteOrder"],
      ...["ConfirmOrder", "DispatchShipment", "IssueRefund", "PlaceOrder", "PrepareShipment", "RecordDelivery"],
      ...["RecordFailure", "RecordReturn", "RegisterCustomer"],
    ].sort(),
  );
});
