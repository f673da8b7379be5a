import type { Readiness } from "@/lib/queries/jobs/readiness";
import { VERSION } from "@/lib/version";
import { Panel } from "../layout/panel";
import classes from "./settings.module.css";

/** What runs here. */
export function AboutPanel({ readiness }: { readonly readiness: Readiness }) {
  return (
    <Panel title="About" padded>
      <dl className={classes.about}>
        <dt>Foldline</dt>
        <dd>{VERSION}</dd>
        <dt>Postgres</dt>
        <dd>{readiness.postgres ?? "—"}</dd>
        <dt>HTTP API</dt>
        <dd>
          <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>
        </dd>
        <dt>License</dt>
        <dd>MIT</dd>
      </dl>
    </Panel>
  );
}
