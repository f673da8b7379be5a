import { Tooltip } from "@mantine/core";
import { IconDatabase } from "@tabler/icons-react";
import type { StoreIdentity } from "@/lib/queries/overview/store-identity";
import classes from "./store-tag.module.css";

/** Which store this is, and which environment. */
export function StoreTag({ store }: { readonly store: StoreIdentity }) {
  return (
    <Tooltip
      label={`${store.name} ${store.environment}`.trim()}
      position="right"
      classNames={{ tooltip: classes.tooltip ?? "" }}
    >
      <div className={classes.store}>
        <IconDatabase size={16} stroke={1.6} className={classes.icon} aria-hidden="true" />
        <span className={classes.name}>{store.name}</span>
        {store.environment !== "" && <EnvironmentTag name={store.environment} />}
      </div>
    </Tooltip>
  );
}

/** The environment, amber, so that nobody takes one for another. */
export function EnvironmentTag({ name }: { readonly name: string }) {
  return <span className={classes.environment}>{name}</span>;
}
