import type { DeadLetter, DeadLetterGroup } from "@/lib/api/dead-letters";

/** What stands in the list: the head of a group, or a dead letter. */
export type ListItem =
  | { readonly kind: "head"; readonly key: string; readonly group: DeadLetterGroup }
  | { readonly kind: "letter"; readonly key: string; readonly letter: DeadLetter };

/** The rows in order, with a head in front of each group; counts are those of `groups`, of which some may be newer. */
export function listItems(letters: readonly DeadLetter[], groups: readonly DeadLetterGroup[]): ListItem[] {
  const byKey = new Map(groups.map((group) => [group.key, group]));
  const seen = new Set<string>();
  return letters.flatMap((letter, index): ListItem[] => {
    // A page that came later may repeat what its predecessor ended with.
    if (seen.has(letter.id)) return [];
    seen.add(letter.id);
    const row: ListItem = { kind: "letter", key: letter.id, letter };
    if (letters[index - 1]?.group === letter.group) return [row];
    const group = byKey.get(letter.group) ?? alone(letter, letters);
    return [{ kind: "head", key: `head ${letter.group}`, group }, row];
  });
}

/** A group that the server does not count: more than it lists, or gone since the rows were read. */
function alone(letter: DeadLetter, letters: readonly DeadLetter[]): DeadLetterGroup {
  const same = letters.filter(({ group }) => group === letter.group);
  const count = (status: DeadLetter["status"]) => same.filter((each) => each.status === status).length;
  return {
    key: letter.group,
    title: letter.group === letter.projection || letter.group === letter.streamId ? letter.group : letter.message,
    projections: [...new Set(same.map(({ projection }) => projection))],
    errors: new Set(same.map(({ errorGroup }) => errorGroup)).size,
    errorGroup: letter.errorGroup,
    count: same.length,
    parked: count("parked"),
    skipped: count("skipped"),
    applied: count("applied"),
    waiting: same.reduce((sum, { waiting }) => sum + waiting, 0),
    firstFailedAt: letter.failedAt,
    lastFailedAt: letter.failedAt,
  };
}
