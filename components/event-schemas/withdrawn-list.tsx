import { Json } from "@/components/layout/json";
import { Time } from "@/components/layout/time";
import type { PublishedEventSchema } from "@/lib/api/event-schemas";
import { formatCounted } from "@/lib/format/number";
import classes from "./schema-panel.module.css";

/** Schemas that were published once, with who withdrew them, and why. */
export function WithdrawnList({ withdrawn }: { readonly withdrawn: readonly PublishedEventSchema[] }) {
  return (
    <ul className={classes.withdrawn}>
      {withdrawn.map(({ id, schema, publishedAt, withdrawnBy, withdrawnAt, reason, checked, misfits }) => (
        <li key={id}>
          <details>
            <summary>
              Withdrawn {withdrawnAt !== null && <Time at={withdrawnAt} />} by {withdrawnBy}: {reason}
              <span className="hint">
                published <Time at={publishedAt} />, {formatCounted(misfits, "misfit")} in{" "}
                {formatCounted(checked, "event")}
              </span>
            </summary>
            <Json text={schema} label="Withdrawn JSON Schema" />
          </details>
        </li>
      ))}
    </ul>
  );
}
