import type { ReactNode } from "react";
import facts from "@/components/rebuild/fact-list.module.css";

/** Facts about a schema. */
export function SchemaFacts({ children }: { readonly children: ReactNode }) {
  return <dl className={facts.facts}>{children}</dl>;
}

/** One of them, its name left. */
export function SchemaFact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
