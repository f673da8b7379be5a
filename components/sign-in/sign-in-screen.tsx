import type { ReactNode } from "react";
import { formatCounted } from "@/lib/format/number";
import type { Readiness } from "@/lib/queries/jobs/readiness";
import type { StoreIdentity } from "@/lib/queries/overview/store-identity";
import { VERSION } from "@/lib/version";
import { Glyph } from "../layout/glyph";
import { EnvironmentTag } from "../layout/store-tag";
import classes from "./sign-in.module.css";

/** Which store, which environment, the form; at the foot whether everything is ready. */
export function SignInScreen({
  store,
  readiness,
  children,
}: {
  readonly store: StoreIdentity;
  readonly readiness: Readiness;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.screen}>
      <main className={classes.column}>
        <p className={classes.brand}>
          <Glyph size={23} />
          Foldline
        </p>
        <div className={classes.card}>
          <h1 className={classes.title}>Sign in</h1>
          <p className={classes.store}>
            to <strong>{store.name}</strong>
            {store.environment !== "" && <EnvironmentTag name={store.environment} />}
          </p>
          {children}
        </div>
        <p className={classes.hint}>
          No account? An admin can make one for you. Every sign-in is recorded in the audit.
        </p>
      </main>
      <footer className={classes.foot}>
        <span>
          <span className={classes.dot} data-ready={readiness.liveWorkers > 0} aria-hidden="true" />
          {sentence(readiness)}
        </span>
        <span>Foldline {VERSION}</span>
      </footer>
    </div>
  );
}

function sentence({ postgres, liveWorkers }: Readiness): string {
  return liveWorkers > 0
    ? `Ready: Postgres ${postgres}, ${formatCounted(liveWorkers, "worker")}`
    : `Postgres ${postgres} is ready; no worker is live, so projections stand still`;
}
