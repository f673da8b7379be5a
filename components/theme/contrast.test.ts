import { describe, expect, test } from "vitest";
import { dark, EVENT_TYPE_HUES, light, type Palette } from "./tokens";

const SURFACES = ["canvas", "surface", "sunken", "hover", "accentSoft"] as const;
const TEXTS = ["text", "text2", "text3", "accentText", "dangerText", "warningText", "successText"] as const;
const PAIRS: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ...SURFACES.flatMap((surface) => TEXTS.map((text) => [text, surface] as const)),
  ["dangerText", "dangerSoft"],
  ["warningText", "warningSoft"],
  ["successText", "successSoft"],
  ["searchHitText", "searchHit"],
  ...(["dangerSoft", "warningSoft", "successSoft", "diffAdded", "diffRemoved", "diffChanged"] as const).flatMap(
    (surface) => [["text", surface] as const, ["text2", surface] as const],
  ),
  ["text", "diffAddedStrong"],
  ["text", "diffRemovedStrong"],
  ["accentText", "diffChanged"],
  ["warningText", "diffChanged"],
];

describe.each([
  ["light", light, 0],
  ["dark", dark, 1],
] as const)("in the %s theme", (_name, palette, index) => {
  test.each(PAIRS)("%s on %s is at least 4.5:1", (text, surface) => {
    expect(contrast(palette[text], palette[surface])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SURFACES)("every event type is at least 4.5:1 on %s", (surface) => {
    for (const hue of EVENT_TYPE_HUES) expect(contrast(hue[index], palette[surface])).toBeGreaterThanOrEqual(4.5);
  });

  test("white is at least 4.5:1 on the filled button, at rest and under the pointer", () => {
    expect(contrast("#ffffff", palette.accentSolid)).toBeGreaterThanOrEqual(4.5);
    expect(contrast("#ffffff", palette.accentSolidHover)).toBeGreaterThanOrEqual(4.5);
  });

  test("the focus ring and status icons are at least 3:1", () => {
    for (const surface of ["canvas", "surface"] as const) {
      expect(contrast(palette.accentSolid, palette[surface])).toBeGreaterThanOrEqual(3);
      expect(contrast(palette.dangerSolid, palette[surface])).toBeGreaterThanOrEqual(3);
    }
  });
});

function contrast(first: string, second: string): number {
  const [lighter = 0, darker = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
