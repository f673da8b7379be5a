import type { Tone } from "@/components/layout/status-tag";
import type { EventSchemaSummary } from "@/lib/api/event-schemas";
import { formatCounted } from "@/lib/format/number";

/** What is known of the JSON Schema of a version, in a tag: most versions only have what can be inferred. */
export function schemaLabel(schema: EventSchemaSummary | undefined): { readonly words: string; readonly tone: Tone } {
  if (schema === undefined) return { words: "inferred schema", tone: "neutral" };
  if (schema.state === "draft") return { words: "draft schema", tone: "accent" };
  if (schema.misfits > 0) {
    const verb = schema.misfits === 1 ? "does" : "do";
    return { words: `registered schema, ${formatCounted(schema.misfits, "event")} ${verb} not fit`, tone: "danger" };
  }
  return { words: schema.refuses ? "registered schema, refuses" : "registered schema", tone: "neutral" };
}
