"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { RebuildProgress } from "@/lib/api/rebuilds";
import { preflightQuery } from "@/lib/api/rebuilds-queries";
import { formatBytes, formatCount } from "@/lib/format/number";
import classes from "./promotion-consequences.module.css";

interface PromotionConsequencesProps {
  readonly rebuild: RebuildProgress;
  readonly projection: ProjectionDetail;
}

/** What promoting does, in figures: events applied first, the lock, who switches, and what is kept. */
export function PromotionConsequences({ rebuild, projection }: PromotionConsequencesProps) {
  const { data: preflight } = useQuery({
    ...preflightQuery(projection.name, { scope: "whole" }),
    staleTime: 30_000,
  });
  const { servingVersion, retired } = projection;
  const serving = projection.versions.find(({ version }) => version === servingVersion);
  const fed = serving?.definitionVersion === projection.definitionVersion;
  return (
    <dl className={classes.list}>
      <Consequence
        label="Last events to apply first"
        value={rebuild.behind === null ? "—" : formatCount(rebuild.behind)}
        note="with the workers fenced off, then the view is swapped"
      />
      <Consequence label="Lock on the view" value="≤ 100 ms" note="given up and tried again while somebody reads" />
      <Consequence
        label="Views that depend on it"
        value={preflight === undefined ? "—" : formatCount(preflight.dependents.length)}
        note={dependentsNote(preflight)}
      />
      {servingVersion !== null && (
        <Consequence
          label={`v${servingVersion} kept for a roll back`}
          value={projection.bytes === null ? "" : formatBytes(projection.bytes)}
          note={`until the next promotion, ${fed ? "kept up to date" : "no longer fed: another definition built it"}`}
        />
      )}
      {retired !== null && (
        <Consequence
          label={`v${retired.version} dropped`}
          value={retired.bytes === null ? "" : formatBytes(retired.bytes)}
          note="only the version before is kept"
        />
      )}
    </dl>
  );
}

function dependentsNote(
  preflight: { readonly dependents: readonly string[]; readonly columnsChange: boolean } | undefined,
): string {
  if (preflight === undefined) return "being counted";
  const { dependents, columnsChange } = preflight;
  if (dependents.length === 0)
    return columnsChange ? "its columns change; no other view reads it" : "no other view reads it";
  return columnsChange ? `drop them first, its columns change: ${dependents.join(", ")}` : dependents.join(", ");
}

interface ConsequenceProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly note: string;
}

function Consequence({ label, value, note }: ConsequenceProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      <dd className={classes.note}>{note}</dd>
    </div>
  );
}
