"use client";
import { IconStack2 } from "@tabler/icons-react";
import { useState } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import type { LogPoint } from "@/lib/api/jobs";
import type { Role } from "@/lib/auth/role";
import { FoldDialog } from "./fold-dialog";
import { PointWords } from "./point-words";

interface FoldOfferProps {
  readonly name: string;
  readonly point: LogPoint;
  readonly role: Role;
  /** One row can be folded at once. */
  readonly foldable: boolean;
}

/** Nobody has folded the whole read model as of this point yet. */
export function FoldOffer({ name, point, role, foldable }: FoldOfferProps) {
  const [asking, setAsking] = useState(false);
  return (
    <Panel
      title={
        <>
          Rows as of <PointWords point={point} />
        </>
      }
    >
      <EmptyState
        icon={IconStack2}
        title="The whole read model was not folded as of then"
        action={
          <RoleButton role={role} needs="operator" onClick={() => setAsking(true)}>
            Fold the whole read model…
          </RoleButton>
        }
      >
        {foldable ? "Name a key above for one row at once. " : ""}A worker folds all of them into a table of their own,
        to be browsed and compared with now; what consumers see stays as it is.
      </EmptyState>
      {asking && <FoldDialog name={name} point={point} role={role} onClose={() => setAsking(false)} />}
    </Panel>
  );
}
