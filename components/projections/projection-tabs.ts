export const PROJECTION_TABS = ["live", "rebuild", "rows", "dead-letters", "definition", "history"] as const;
export type ProjectionTab = (typeof PROJECTION_TABS)[number];

export const TAB_WORDS: Readonly<Record<ProjectionTab, string>> = {
  live: "Activity",
  rebuild: "Rebuild",
  rows: "Read model",
  "dead-letters": "Dead letters",
  definition: "Definition",
  history: "History",
};

/** The tab that a page's `tab` parameter names; Activity when it names none. */
export function parseTab(value: string | string[] | undefined): ProjectionTab {
  return PROJECTION_TABS.find((tab) => tab === value) ?? "live";
}
