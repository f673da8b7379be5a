/** What an export that reads JSON's numbers as doubles cannot know. */
export const LOST_DIGITS =
  "Foldline converts a number by the digits it was stored with; here it has the digits that its double shows (41.10 is 41.1, and more than 15 digits may differ).";
