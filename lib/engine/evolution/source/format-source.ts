import { beginsValue, type SourceGroup, type SourceNode, sourceTokens, sourceTree } from "./source-tokens";

const LINE = 88;
const LIST = 40;
const SPACED = /^(?:=>|[-+*/%&|^]?=|[=!]==?|[<>]=?|&&=?|\|\|=?|\?\?=?|\*\*=?|<<=?|>>>?=?|[-+*/%&|^?])$/;
const KEYWORDS = new Set(
  "if for while switch return catch const let var of in typeof new case await async else throw yield function do try finally void delete instanceof default class extends".split(
    " ",
  ),
);

/** Lays out JavaScript that a compiler wrote on one line: one statement a line, two spaces a block, signs kept as they are. */
export function formatSource(text: string): string {
  const nodes = sourceTree(sourceTokens(text));
  return laidOut(nodes, 0, isTooLong(nodes, 0));
}

/** On one line where it fits and holds no block; else blocks by statements, and long lists by items. */
function laidOut(nodes: readonly SourceNode[], indent: number, isLong: boolean): string {
  return joined(nodes, (group, before) => {
    if (isBlock(group, before)) return block(statements(group.nodes), indent, "", laidOutStatement);
    const flat = oneLine(group);
    if (!holdsBlock(group.nodes) && !(isLong && flat.length > LIST)) return flat;
    if (group.open === "(") return `(${laidOut(group.nodes, indent, isLong)})`;
    return block(items(group.nodes), indent, ",", laidOutItem, group);
  });
}

function laidOutStatement(nodes: readonly SourceNode[], indent: number): string {
  const text = laidOut(nodes, indent, isTooLong(nodes, indent));
  const last = nodes.at(-1);
  const endsInBlock = last?.kind === "group" && isBlock(last, nodes.at(-2)) && !holdsArrowBlock(nodes);
  return endsInBlock ? text : `${text};`;
}

function laidOutItem(nodes: readonly SourceNode[], indent: number): string {
  return laidOut(nodes, indent, isTooLong(nodes, indent));
}

function block(
  parts: readonly (readonly SourceNode[])[],
  indent: number,
  separator: string,
  layOut: (nodes: readonly SourceNode[], indent: number) => string,
  { open, close }: Pick<SourceGroup, "open" | "close"> = { open: "{", close: "}" },
): string {
  if (parts.length === 0) return `${open}${close}`;
  const space = "  ".repeat(indent + 1);
  const lines = parts.map((part) => `${space}${layOut(part, indent + 1)}`);
  return `${open}\n${lines.join(`${separator}\n`)}${separator}\n${"  ".repeat(indent)}${close}`;
}

/** The statements of a block: each ends with a semicolon, or with a block that no `else` goes on from. */
function statements(nodes: readonly SourceNode[]): SourceNode[][] {
  const found: SourceNode[][] = [[]];
  for (const [index, node] of nodes.entries()) {
    if (isSign(node, ";")) found.push([]);
    else found.at(-1)?.push(node);
    const next = nodes[index + 1];
    const isEnd = node.kind === "group" && isBlock(node, nodes[index - 1]) && next?.kind === "word";
    if (isEnd && !["else", "catch", "finally", "while"].includes(next.text)) found.push([]);
  }
  return found.filter(({ length }) => length > 0);
}

function items(nodes: readonly SourceNode[]): SourceNode[][] {
  const found: SourceNode[][] = [[]];
  for (const node of nodes) {
    if (isSign(node, ",")) found.push([]);
    else found.at(-1)?.push(node);
  }
  return found.filter(({ length }) => length > 0);
}

function isBlock(group: SourceGroup, before: SourceNode | undefined): boolean {
  if (group.open !== "{" || before === undefined) return false;
  if (before.kind === "group") return before.open === "(";
  return isSign(before, "=>") || (before.kind === "word" && ["else", "try", "finally", "do"].includes(before.text));
}

function holdsBlock(nodes: readonly SourceNode[]): boolean {
  return nodes.some(
    (node, index) => node.kind === "group" && (isBlock(node, nodes[index - 1]) || holdsBlock(node.nodes)),
  );
}

function holdsArrowBlock(nodes: readonly SourceNode[]): boolean {
  return isSign(nodes.at(-2), "=>");
}

function isTooLong(nodes: readonly SourceNode[], indent: number): boolean {
  return 2 * indent + joined(nodes, oneLine).length > LINE;
}

function oneLine({ open, close, nodes }: SourceGroup): string {
  const inner = joined(nodes, oneLine);
  return open === "{" && inner !== "" ? `{ ${inner} }` : `${open}${inner}${close}`;
}

function joined(
  nodes: readonly SourceNode[],
  write: (group: SourceGroup, before: SourceNode | undefined) => string,
): string {
  let text = "";
  let conditions = 0;
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1];
    if (isSign(node, "?")) conditions += 1;
    const ofCondition = isSign(node, ":") && conditions > 0;
    if (ofCondition) conditions -= 1;
    if (before !== undefined && (ofCondition || needsSpace(nodes, index))) text += " ";
    text += node.kind === "group" ? write(node, before) : node.text;
  }
  return text;
}

/** Whether a space stands before a node, by the node before it. */
function needsSpace(nodes: readonly SourceNode[], index: number): boolean {
  const [node, before] = [nodes[index], nodes[index - 1]];
  if (node === undefined || before === undefined) return false;
  if (node.kind === "punctuation" && /^(?:[,;:.]|\?\.|\+\+|--)$/.test(node.text)) return false;
  if (before.kind === "punctuation") {
    if (/^[,;:]$/.test(before.text)) return true;
    return SPACED.test(before.text) && !(/^[-+]$/.test(before.text) && beginsValue(nodes[index - 2]));
  }
  if (node.kind === "punctuation") return SPACED.test(node.text) || (isKeyword(before) && !/^[.]$/.test(node.text));
  if (node.kind === "group" && node.open !== "{") return isKeyword(before);
  if (node.kind === "literal" && node.text.startsWith("`")) return isKeyword(before);
  return true;
}

function isKeyword(node: SourceNode): boolean {
  return node.kind === "word" && KEYWORDS.has(node.text);
}

function isSign(node: SourceNode | undefined, text: string): boolean {
  return node?.kind === "punctuation" && node.text === text;
}
