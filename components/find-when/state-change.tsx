import Link from "next/link";
import { ShownText } from "@/components/layout/shown-text";
import type { Finding } from "@/lib/api/jobs";
import { formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { visibleText } from "@/lib/format/visible-text";
import { changedWords } from "./changed-words";

const SHOWN = 3;

/** What an event changed in a state, in a line that leads to the whole difference. */
export function StateChange({ finding }: { readonly finding: Finding }) {
  const { streamId, version } = finding;
  const href = streamHref(streamId, `mode=compare&a=${version - 1}&b=${version}&version=${version}`);
  const changes = changedWords(finding.message, finding.value);
  if (changes === null) return <Link href={href}>states too large for a line</Link>;
  if (changes.length === 0) return <Link href={href}>nothing</Link>;
  const rest = changes.length - SHOWN;
  return (
    <Link href={href} className="mono" title={changes.map(visibleText).join("\n")}>
      <ShownText text={changes.slice(0, SHOWN).join(", ")} />
      {rest > 0 && ` and ${formatCounted(rest, "other path")}`}
    </Link>
  );
}
