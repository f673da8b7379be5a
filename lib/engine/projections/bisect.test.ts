import fc from "fast-check";
import { expect, test } from "vitest";
import { bisect } from "./bisect";

const items = fc.array(fc.boolean(), { maxLength: 200 });

test("finds the first item that cannot be applied, with everything before it applied, in few tries", async () => {
  await fc.assert(
    fc.asyncProperty(items, async (poisoned) => {
      const applied: number[] = [];
      let tries = 0;
      const apply = async (run: readonly number[]) => {
        tries++;
        if (run.some((index) => poisoned[index])) throw new Error("refused");
        applied.push(...run);
      };
      const culprit = await bisect([...poisoned.keys()], apply, () => true);
      const first = poisoned.indexOf(true);
      expect(culprit?.item ?? -1).toBe(first);
      expect(applied).toEqual([...poisoned.keys()].slice(0, first === -1 ? undefined : first));
      expect(tries).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(poisoned.length + 1)) + 1);
    }),
  );
});

test("an error that no item is to blame for is thrown on", async () => {
  const away = new Error("the database is away");
  const apply = async () => {
    throw away;
  };
  await expect(bisect([1, 2, 3], apply, (error) => error !== away)).rejects.toBe(away);
});
