import { describe, expect, test } from "vitest";
import { formatAxisCount, formatBytes, formatCount, formatCounted, formatPercent, formatRate } from "./number";

describe("numbers", () => {
  test("counts stand in full with thousands separators", () => {
    expect(formatCount(48_213_907)).toBe("48,213,907");
    expect(formatCount(9_007_199_254_740_993n)).toBe("9,007,199,254,740,993");
    expect(formatCount(0)).toBe("0");
  });

  test("a rate keeps a decimal while it is small", () => {
    expect(formatRate(240_118.4)).toBe("240,118");
    expect(formatRate(9.71)).toBe("9.7");
    expect(formatRate(0.04)).toBe("0.04");
    expect(formatRate(0)).toBe("0");
  });

  test("a share that is not all never reads as all, and not none never as none", () => {
    expect(formatPercent(0.61)).toBe("61.0 %");
    expect(formatPercent(1)).toBe("100.0 %");
    expect(formatPercent(0.999999)).toBe("> 99.9 %");
    expect(formatPercent(0.0000001)).toBe("< 0.1 %");
    expect(formatPercent(0)).toBe("0.0 %");
  });

  test("bytes have three figures and a space before the unit", () => {
    expect(formatBytes(498_200_000)).toBe("498 MB");
    expect(formatBytes(41_200)).toBe("41.2 kB");
    expect(formatBytes(12)).toBe("12 B");
    expect(formatBytes(999_600)).toBe("1.0 MB");
  });

  test("k and M stand on axes only from ten thousand on", () => {
    expect(formatAxisCount(300_000)).toBe("300 k");
    expect(formatAxisCount(1_500_000)).toBe("1.5 M");
    expect(formatAxisCount(1000)).toBe("1,000");
  });

  test("a counted noun agrees with its number", () => {
    expect(formatCounted(1, "event")).toBe("1 event");
    expect(formatCounted(0n, "event")).toBe("0 events");
    expect(formatCounted(2, "category", "categories")).toBe("2 categories");
  });
});
