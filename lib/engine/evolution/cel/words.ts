const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  uint: "a whole number",
  double: "a number",
  bool: "a truth value",
  null: "null",
  dyn: "a value",
  bytes: "bytes",
  type: "a type",
  "google.protobuf.Timestamp": "a time",
  "google.protobuf.Duration": "a duration",
};

/** A type of CEL as people say it. */
export function typeInWords(type: string): string {
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  return known ?? (type.startsWith("list") ? "a list" : type.startsWith("map") ? "a map" : type);
}

const OPERATOR = /^no such overload: (\S+(?:, \S+)?) (\S+) (\S+(?:, \S+)?)$/;
const UNARY = /^no such overload: ([!-])(\S+)$/;
const CALL = /^found no matching overload for '(?:(.+)\.)?(\w+)\((.*)\)'$/;
const PLACE = / \(at character \d+\)$/;

/** A message of cel-js as the console words it; one that it does not know stays as it is. */
export function inWords(message: string): string {
  const text = message.replace(PLACE, "");
  const operator = OPERATOR.exec(text);
  if (operator !== null) {
    const [, left = "", sign, right = ""] = operator;
    return `"${sign}" does not go with ${typeInWords(left)} and ${typeInWords(right)}.`;
  }
  const unary = UNARY.exec(text);
  if (unary !== null) return `"${unary[1]}" does not go with ${typeInWords(unary[2] ?? "")}.`;
  const call = CALL.exec(text);
  if (call === null) return text;
  const [, receiver, name, list = ""] = call;
  const given = list === "" ? "nothing" : list.split(", ").map(typeInWords).join(" and ");
  const on = receiver === undefined ? "" : ` of ${typeInWords(receiver)}`;
  return `${name}(…)${on} does not take ${given}.`;
}
