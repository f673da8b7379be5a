"use client";
import { Button, TextInput } from "@mantine/core";
import { setStoreIdentityAction } from "@/lib/actions/store-identity";
import type { StoreIdentity } from "@/lib/queries/overview/store-identity";
import { submitWith } from "../actions/submit-with";
import { useAction } from "../actions/use-action";
import { Panel } from "../layout/panel";
import classes from "./settings.module.css";

/** What the store is called, and which environment it is, so that nobody takes one for another. */
export function StorePanel({ store, allowed }: { readonly store: StoreIdentity; readonly allowed: boolean }) {
  const [, run, busy] = useAction(setStoreIdentityAction);
  return (
    <Panel title="Store" padded>
      <form
        method="post"
        onSubmit={submitWith(run)}
        className={classes.form}
        key={`${store.name} ${store.environment}`}
      >
        <TextInput
          name="name"
          label="Name"
          defaultValue={store.name}
          maxLength={40}
          required
          withAsterisk={false}
          disabled={!allowed}
        />
        <TextInput
          name="environment"
          label="Environment"
          description="Stands beside the name: Production, Staging"
          defaultValue={store.environment}
          maxLength={24}
          disabled={!allowed}
        />
        <Button type="submit" loading={busy} disabled={!allowed} title={allowed ? undefined : "Admins may do this"}>
          Save name
        </Button>
      </form>
    </Panel>
  );
}
