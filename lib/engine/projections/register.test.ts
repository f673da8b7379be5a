import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { type ProjectionDefinition, projection } from "./projection";
import { registerProjections } from "./register";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const definition: ProjectionDefinition<{ n: number }> = {
  name: "counted",
  version: 1,
  columns: { n: "integer" },
  on: { Counted: (row) => ({ n: (row?.n ?? 0) + 1 }) },
};

async function shown(): Promise<unknown> {
  const { rows } = await database.pool.query("select definition from foldline.projections where name = 'counted'");
  return rows[0]?.definition;
}

test("a definition is shown with its kind, its mode, its source and what it does about errors", async () => {
  await registerProjections(database.pool, [projection(definition)], compileChain([]));
  expect(await shown()).toMatchObject({
    kind: "fold",
    mode: "async",
    source: "code",
    onError: { policy: "park", attempts: 3 },
  });
});

test("what is shown follows the code, also where the rows do not depend on it", async () => {
  const skipping = projection({ ...definition, mode: "inline", onError: { policy: "skip", attempts: 1 } });
  expect(skipping.definitionHash).toBe(projection(definition).definitionHash);
  await registerProjections(database.pool, [skipping], compileChain([]));
  expect(await shown()).toMatchObject({ mode: "inline", onError: { policy: "skip", attempts: 1 } });
});

test("refuses a mode or an error policy that it does not know", () => {
  const refuse = (change: object) =>
    expect(() => projection({ ...definition, ...change } as never)).toThrow(/Projection "/);
  refuse({ mode: "sometimes" });
  refuse({ onError: { policy: "ignore", attempts: 3 } });
  refuse({ onError: { policy: "park", attempts: 0 } });
  refuse({ onError: { policy: "park", attempts: 1.5 } });
});
