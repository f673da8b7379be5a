import type { AsOfPoint } from "@/components/as-of/as-of-control";
import { Time } from "@/components/layout/time";
import { formatCount } from "@/lib/format/number";

/** A point in words: "Mon 3 Mar 2003, 14:34:12, as recorded"; "position 48,213". */
export function PointWords({ point }: { readonly point: AsOfPoint }) {
  if (point.instant === undefined) return <>position {formatCount(BigInt(point.position ?? "0"))}</>;
  return (
    <>
      <Time at={point.instant} show="exact" milliseconds={!point.instant.endsWith(".000Z")} />
      {point.clock === "recorded" && ", as recorded"}
    </>
  );
}
