import { expect, test } from "vitest";
import type { EventTypeSummary } from "@/lib/api/event-types";
import { eventsOfTypeHref, eventTypeHref, shapeParsers } from "./event-types-url";
import { orderTypes } from "./type-order";
import { newestPair, shownVersion, storedPair } from "./version-pair";

const versions = [{ schemaVersion: 1 }, { schemaVersion: 2 }, { schemaVersion: 4 }];

test("two versions in a URL are compared when both are stored, and nothing else is", () => {
  const pair = shapeParsers.diff.parse("1..4");
  expect(storedPair(pair, versions)).toEqual({ before: 1, after: 4 });
  expect(shapeParsers.diff.serialize({ before: 1, after: 4 })).toBe("1..4");
  for (const text of ["1..3", "2..2", "1-2", "..", "1..2..4", ""]) {
    expect(storedPair(shapeParsers.diff.parse(text), versions)).toBe(null);
  }
});

test("the newest version is shown unless the URL names a stored one", () => {
  expect([shownVersion(null, versions), shownVersion(2, versions), shownVersion(3, versions)]).toEqual([
    versions[2],
    versions[1],
    versions[2],
  ]);
  expect(newestPair(versions)).toEqual({ before: 2, after: 4 });
  expect(newestPair(versions.slice(0, 1))).toBe(null);
});

test("a link to a type keeps the list as it is, and a comma in a name does not make two types of it", () => {
  expect(eventTypeHref("Send Fine", { filter: "fine", sort: "name" })).toBe(
    "/event-types?type=Send+Fine&filter=fine&sort=name",
  );
  expect(eventTypeHref("A&B")).toBe("/event-types?type=A%26B");
  expect(eventsOfTypeHref("a,b")).toBe("/events?type=a%252Cb");
});

test("types are filtered by a part of the name, whatever its case, and sorted", () => {
  const type = (name: string, slot: number, events: number, lastAt: string) =>
    ({ type: name, slot, events, lastAt }) as EventTypeSummary;
  const types = [
    type("Paid", 1, 5, "2026-01-03"),
    type("Sent", 2, 9, "2026-01-01"),
    type("Unpaid", 3, 5, "2026-01-02"),
  ];
  const names = (filter: string, sort: Parameters<typeof orderTypes>[2]) =>
    orderTypes(types, filter, sort).map((each) => each.type);
  expect(names("", "events")).toEqual(["Sent", "Paid", "Unpaid"]);
  expect(names(" PAID ", "name")).toEqual(["Paid", "Unpaid"]);
  expect(names("", "last")).toEqual(["Paid", "Unpaid", "Sent"]);
  expect(names("", "first")).toEqual(["Paid", "Sent", "Unpaid"]);
});
