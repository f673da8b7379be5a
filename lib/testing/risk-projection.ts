import { type Projection, projection } from "../engine";

interface RiskRow {
  readonly total: number;
  readonly scores: number;
  readonly order_id: bigint | null;
}

/**
 * A projection that cannot apply every event: a score that is no number throws, and a score below 0 too while
 * `refuseNegative`. It parks at once, so that a test need not wait for further attempts.
 */
export function riskProjection(
  name = "risk",
  options: { refuseNegative: () => boolean } = { refuseNegative },
): Projection {
  return projection<RiskRow>({
    name,
    version: 1,
    description: "Sums the scores of a stream.",
    columns: { total: "double precision", scores: "integer", order_id: "bigint" },
    partitions: 2,
    onError: { policy: "park", attempts: 1 },
    on: {
      Scored(row, { data, dataText }) {
        const score = scoreOf(data);
        if (typeof score !== "number") throw new TypeError(`score: expected number, got ${JSON.stringify(score)}`);
        if (score < 0 && options.refuseNegative()) throw new RangeError(`score ${score} is below 0`);
        return {
          total: (row?.total ?? 0) + score,
          scores: (row?.scores ?? 0) + 1,
          order_id: orderOf(dataText) ?? row?.order_id ?? null,
        };
      },
    },
  });
}

function refuseNegative(): boolean {
  return true;
}

// From the text: as a JavaScript number it would lose digits.
function orderOf(dataText: string): bigint | null {
  const digits = /"order":\s*(\d+)/.exec(dataText)?.[1];
  return digits === undefined ? null : BigInt(digits);
}

function scoreOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "score" in data ? data.score : undefined;
}
