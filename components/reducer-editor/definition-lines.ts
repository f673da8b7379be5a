import { parse, stringify } from "lossless-json";
import type { ReducerBody, ReducerChangeBody } from "@/lib/api/reducers";

/** A definition as lines that can be compared: one for each thing that it says. */
export function definitionLines(definitionText: string): string {
  const { category, description, initial, on, otherwise, snapshotEvery } = parse(definitionText) as ReducerBody;
  return [
    ...(description === undefined || description === "" ? [] : [`description  ${description}`]),
    `category  ${category}`,
    ...Object.entries(initial ?? {}).map(([name, value]) => `initially  ${name} = ${stringify(value)}`),
    `other types  ${otherwise === "merge" ? "are laid over the state" : "change nothing"}`,
    `snapshot after  ${snapshotEvery} events`,
    ...on.flatMap(({ type, when, changes }) => [
      `on ${type}${conditionOf(when)}`,
      ...changes.flatMap(changeLines).map((line) => `  ${line}`),
    ]),
  ].join("\n");
}

function changeLines(change: ReducerChangeBody): string[] {
  const when = conditionOf(change.when);
  switch (change.op) {
    case "set":
      return [`${change.path} = ${oneLine(change.expression)}${when}`];
    case "remove":
      return [`remove ${change.path}${when}`];
    case "add":
      return [`add to ${change.path}: ${oneLine(change.expression)}${when}`];
    case "take":
      return [`take out of ${change.path} ${whereOf(change.where)}${when}`];
    case "change":
      return [
        `change in ${change.path} ${whereOf(change.where)}${when}`,
        ...change.set.map(({ path, expression }) => `  ${path} = ${oneLine(expression)}`),
        ...(change.otherwise === undefined ? [] : [`  where there is none, add ${oneLine(change.otherwise)}`]),
      ];
  }
}

function whereOf({ member, equals }: { readonly member: string; readonly equals: string }): string {
  return `where ${member === "" ? "the item" : member} = ${oneLine(equals)}`;
}

const conditionOf = (when: string | undefined) => (when === undefined ? "" : `, when ${oneLine(when)}`);
const oneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, " ");
