"use client";
import { VisuallyHidden } from "@mantine/core";
import { IconPlayerSkipForward } from "@tabler/icons-react";
import Link from "next/link";
import { RoleButton } from "@/components/actions/role-button";
import { StatusTag } from "@/components/layout/status-tag";
import type { DeadLetterGroup } from "@/lib/api/dead-letters";
import type { DeadLetterListFilter } from "@/lib/api/dead-letters-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./dead-letters.module.css";

interface GroupHeadProps {
  readonly group: DeadLetterGroup;
  readonly grouping: DeadLetterListFilter["group"];
  readonly role: Role;
  readonly onRetry: () => void;
}

/** What the dead letters below have in common, how many they are, and the way to retry them all. */
export function GroupHead({ group, grouping, role, onRetry }: GroupHeadProps) {
  const { title, projections, parked, skipped, applied, waiting, errors } = group;
  return (
    <div className={classes.head}>
      <div className={classes.headWords}>
        <h2 className={`${classes.headTitle} ${grouping === "error" ? "" : "mono"}`} title={title}>
          {grouping === "stream" ? <Link href={streamHref(title)}>{title}</Link> : title}
        </h2>
        <p className={classes.headFacts}>
          {grouping === "error" && <span className="mono">{projections[0]}</span>}
          {grouping === "projection" && <span>{formatCounted(errors, "error")}</span>}
          {grouping === "stream" && <span>{formatCounted(projections.length, "projection")}</span>}
          {parked > 0 && <StatusTag status="warning">Parked{parked > 1 ? ` ${formatCount(parked)}` : ""}</StatusTag>}
          {waiting > 0 && <span>{formatCount(waiting)} held</span>}
          {skipped > 0 && (
            <span className={classes.skipped}>
              <IconPlayerSkipForward size={14} aria-hidden="true" /> Skipped {formatCount(skipped)}
            </span>
          )}
          {applied > 0 && <StatusTag status="ok">Applied {formatCount(applied)}</StatusTag>}
        </p>
      </div>
      {parked > 0 && (
        <RoleButton role={role} needs="operator" onClick={onRetry}>
          <VisuallyHidden>{title}: </VisuallyHidden>
          {parked === 1 ? (
            "Retry…"
          ) : (
            <>
              Retry {formatCount(parked)}
              <span className={classes.streams}> streams</span>…
            </>
          )}
        </RoleButton>
      )}
    </div>
  );
}
