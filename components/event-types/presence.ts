import { formatDecimal } from "@/lib/format/number";

const MOST_DIGITS = 4;

/** A presence with as many digits as it takes not to read as always or never: "100 %", "71.3 %", "99.9999 %". */
export function presenceWords(presence: number): string {
  if (presence >= 1) return "100 %";
  const percent = presence * 100;
  for (let digits = 1; digits <= MOST_DIGITS; digits += 1) {
    const words = formatDecimal(percent, digits);
    if (Number(words) > 0 && Number(words) < 100) return `${words} %`;
  }
  return percent < 50 ? "< 0.0001 %" : "> 99.9999 %";
}
