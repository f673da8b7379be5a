import { expect, test } from "vitest";
import { AsOf } from "./as-of";
import { AuditQuery } from "./audit";
import { EventFilter } from "./events";

const queries = [
  ["after of the events", (after: string) => EventFilter.parse({ after }).after],
  ["after of the audit", (after: string) => AuditQuery.parse({ after }).after],
  ["position of a state", (position: string) => AsOf.parse({ position }).position],
] as const;

test.each(queries)("takes every position that Postgres holds as %s, and refuses all others", (_name, parse) => {
  for (const taken of ["0", "42", "0000000000000000007", "9223372036854775807"]) expect(parse(taken)).toBe(taken);
  for (const refused of ["", "-1", "1.5", "9223372036854775808", "9999999999999999999", "1".repeat(20)]) {
    expect(() => parse(refused)).toThrow();
  }
});
