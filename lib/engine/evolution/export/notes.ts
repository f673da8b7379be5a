/** What an export that reads JSON's numbers as doubles cannot know. */
export const LOST_DIGITS =
  "Foldline converts a number by the digits it was stored with; here it has the digits that its double shows (41.10 is 41.1, and more than 15 digits may differ).";

/** What is to be known of a file that has one of these helpers, by its name. */
const OF_HELPERS: Readonly<Record<string, string>> = {
  matches:
    "Patterns run on the language's own engine, which may take very long on hostile text; Foldline's takes linear time.",
  as_time:
    "timestamp(…) of a text takes ISO 8601 with Z or an offset only; Foldline's server reads some other texts too.",
};

/** What is to be known of a file that has these helpers. */
export function notesOn(helpers: ReadonlySet<string>): string[] {
  return Object.entries(OF_HELPERS).flatMap(([helper, note]) => (helpers.has(helper) ? [note] : []));
}
