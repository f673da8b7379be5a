import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { isUnpublished, type UpcasterDetail } from "@/lib/api/upcasters";

interface EditorFactsProps {
  readonly upcaster: UpcasterDetail | null;
  /** Its verification may have ended since the page was drawn. */
  readonly verified: boolean;
  readonly dirty: boolean;
  readonly trying: boolean;
}

/** Where in its life an upcaster is, and whether what stands in the form is saved. */
export function EditorFacts({ upcaster, verified, dirty, trying }: EditorFactsProps) {
  const state = upcaster?.state ?? "draft";
  return (
    <>
      <UpcasterStateTag state={state === "draft" && verified ? "verified" : state} />
      {upcaster === null && "not saved yet"}
      {upcaster !== null && isUnpublished(upcaster.state) && upcaster.updatedAt !== null && (
        <span>
          {dirty ? "changed since it was saved " : "saved "}
          <Time at={upcaster.updatedAt} />
        </span>
      )}
      {upcaster?.state === "active" && upcaster.activatedAt !== null && (
        <span>
          activated <Time at={upcaster.activatedAt} /> by {upcaster.activatedBy}
          {upcaster.reason === null ? "" : `: ${upcaster.reason}`}
        </span>
      )}
      {upcaster?.state === "retired" && upcaster.retiredAt !== null && (
        <span>
          retired <Time at={upcaster.retiredAt} /> by {upcaster.retiredBy}
          {upcaster.reason === null ? "" : `: ${upcaster.reason}`}
        </span>
      )}
      {trying && <span className="hint">trying…</span>}
    </>
  );
}

const TONES = { draft: "accent", verified: "success", active: "success", retired: "neutral" } as const;
const WORDS = { draft: "Draft", verified: "Verified", active: "Active", retired: "Retired" } as const;

/** Draft, verified, active or retired. */
export function UpcasterStateTag({ state }: { readonly state: UpcasterDetail["state"] }) {
  return <Tag tone={TONES[state]}>{WORDS[state]}</Tag>;
}
