"use client";
import Link from "next/link";
import { Panel } from "@/components/layout/panel";
import { ShownText } from "@/components/layout/shown-text";
import type { EventTypeVersionDetail } from "@/lib/api/event-types";
import { formatCounted } from "@/lib/format/number";
import classes from "./use-panels.module.css";

/** In which categories a version occurs, and in how many of their streams. */
export function CategoriesPanel({
  type,
  version,
}: {
  readonly type: string;
  readonly version: EventTypeVersionDetail;
}) {
  const { categories, furtherCategories, schemaVersion, streams } = version;
  return (
    <Panel title="Where it occurs" note={`v${schemaVersion}`} aside={streams > 0 && formatCounted(streams, "stream")}>
      <ul className={classes.rows}>
        {categories.map((use) => (
          <li key={use.category}>
            <Link href={`/streams?${new URLSearchParams({ category: use.category })}`} className="mono">
              <ShownText text={use.category} />
            </Link>
            <span className={classes.fact}>{formatCounted(use.streams, "stream")}</span>
            <Link
              href={`/events?${new URLSearchParams({ category: use.category, type: type.replaceAll(",", "%2C") })}`}
              className={classes.events}
            >
              {formatCounted(use.events, "event")}
            </Link>
          </li>
        ))}
        {furtherCategories !== null && (
          <li className="secondary">
            {formatCounted(furtherCategories.events, "event")} in categories beyond those that are kept apart
          </li>
        )}
        {categories.length === 0 && <li className="secondary">{version.catalogue.words ?? "Not counted yet."}</li>}
      </ul>
    </Panel>
  );
}
