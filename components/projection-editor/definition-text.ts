import type { ConsoleVersion } from "@/lib/api/console-projections";

/** A definition as lines that can be compared: one for each thing that it says. */
export function definitionText(definition: ConsoleVersion["definition"]): string {
  const { description, key, keyColumn, columns, indexes, partitions, onError, on } = definition;
  return [
    ...(description === "" ? [] : [`description  ${description}`]),
    `key  ${keyColumn} = ${key}`,
    ...columns.map(({ name, type }) => `column  ${name} ${type}`),
    ...indexes.map((index) => `index  ${index.join(", ")}`),
    `partitions  ${partitions}`,
    `on error  ${onError.policy} after ${onError.attempts}`,
    ...on.flatMap(({ type, set, deleteWhen }) => [
      `on ${type}`,
      ...columns.flatMap(({ name }) => (set[name] === undefined ? [] : [`  ${name} = ${oneLine(set[name])}`])),
      ...(deleteWhen === undefined ? [] : [`  delete when ${oneLine(deleteWhen)}`]),
    ]),
  ].join("\n");
}

const oneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, " ");
