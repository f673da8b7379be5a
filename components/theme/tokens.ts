/** Every colour of Foldline. `cssVariables` turns each into `--fl-<name>`; the contrast test reads them here. */
export interface Palette {
  readonly canvas: string;
  readonly surface: string;
  readonly sunken: string;
  readonly hover: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly mark: string;
  readonly accentText: string;
  readonly accentSolid: string;
  readonly accentSolidHover: string;
  readonly accentSoft: string;
  readonly accentLine: string;
  readonly dangerText: string;
  readonly dangerSolid: string;
  readonly dangerSoft: string;
  readonly dangerLine: string;
  readonly warningText: string;
  readonly warningSolid: string;
  readonly warningSoft: string;
  readonly warningLine: string;
  readonly successText: string;
  readonly successSolid: string;
  readonly successSoft: string;
  readonly successLine: string;
  readonly diffAdded: string;
  readonly diffAddedStrong: string;
  readonly diffRemoved: string;
  readonly diffRemovedStrong: string;
  readonly diffChanged: string;
  readonly chartNow: string;
  readonly chartPast: string;
  readonly chartGrid: string;
  readonly searchHit: string;
  readonly searchHitText: string;
}

export const light: Palette = {
  canvas: "#f7f7f8",
  surface: "#ffffff",
  sunken: "#f7f7f8",
  hover: "#f2f2f4",
  line: "#e5e5e9",
  lineStrong: "#d2d3d9",
  text: "#17181c",
  text2: "#4c4f59",
  text3: "#666a75",
  mark: "#9a9da6",
  accentText: "#2a4fd0",
  accentSolid: "#2f55d9",
  accentSolidHover: "#2749c4",
  accentSoft: "#ebeffd",
  accentLine: "#b9c6f6",
  dangerText: "#b3261e",
  dangerSolid: "#c9342b",
  dangerSoft: "#fdeceb",
  dangerLine: "#f0bdb9",
  warningText: "#875200",
  warningSolid: "#c98a1b",
  warningSoft: "#fdf3e0",
  warningLine: "#ecd09b",
  successText: "#1a7042",
  successSolid: "#2b9a5f",
  successSoft: "#e7f5ec",
  successLine: "#b4dcc3",
  diffAdded: "#e4f4ea",
  diffAddedStrong: "#b9e3c8",
  diffRemoved: "#fcebea",
  diffRemovedStrong: "#f6c3bf",
  diffChanged: "#fdf5e3",
  chartNow: "#2f55d9",
  chartPast: "#9a9da6",
  chartGrid: "#ededf0",
  searchHit: "#fbe38e",
  searchHitText: "#17181c",
};

export const dark: Palette = {
  canvas: "#0e0f12",
  surface: "#15161a",
  sunken: "#101115",
  hover: "#1d1f24",
  line: "#262830",
  lineStrong: "#3a3d47",
  text: "#ecedf0",
  text2: "#b0b3bc",
  text3: "#8b8f9a",
  mark: "#5e626d",
  accentText: "#93aaff",
  accentSolid: "#3f63e6",
  accentSolidHover: "#3456dc",
  accentSoft: "#1c2340",
  accentLine: "#34427d",
  dangerText: "#ff8f85",
  dangerSolid: "#e5544a",
  dangerSoft: "#33191a",
  dangerLine: "#5c2a2a",
  warningText: "#f0b354",
  warningSolid: "#d99a34",
  warningSoft: "#2f2412",
  warningLine: "#584420",
  successText: "#62c98d",
  successSolid: "#3fae72",
  successSoft: "#152a1e",
  successLine: "#26503a",
  diffAdded: "#13281c",
  diffAddedStrong: "#1f4a33",
  diffRemoved: "#311a1b",
  diffRemovedStrong: "#5a2a2a",
  diffChanged: "#2b2312",
  chartNow: "#7f99ff",
  chartPast: "#6b6f7a",
  chartGrid: "#22242a",
  searchHit: "#fbe38e",
  searchHitText: "#17181c",
};

/** The twelve hues of event types, in slot order: [light, dark]. */
export const EVENT_TYPE_HUES = [
  ["#047270", "#4bd2cd"],
  ["#905100", "#efa96a"],
  ["#6d50a3", "#c3aafb"],
  ["#05773b", "#7fd096"],
  ["#9c3d5d", "#f89bb5"],
  ["#056b97", "#6bc6fa"],
  ["#7f5d00", "#ddb45e"],
  ["#894488", "#e3a0e0"],
  ["#4a710a", "#a2ca79"],
  ["#9f4325", "#faa084"],
  ["#4a5bac", "#a3b7fd"],
  ["#6a6705", "#c2c064"],
] as const;

/** `accentText` → `--fl-accent-text`, and `--fl-type-1` to `--fl-type-12`. */
export function cssVariables(palette: Palette, scheme: "light" | "dark"): Record<string, string> {
  const named = Object.entries(palette).map(([name, value]) => [`--fl-${kebab(name)}`, value]);
  const hues = EVENT_TYPE_HUES.map((hue, index) => [`--fl-type-${index + 1}`, hue[scheme === "light" ? 0 : 1]]);
  return Object.fromEntries([...named, ...hues]);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`);
}
