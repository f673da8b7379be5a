"use client";
import { Switch, Tooltip } from "@mantine/core";
import { IconGauge, IconPlayerPause, IconX } from "@tabler/icons-react";
import { Panel } from "@/components/layout/panel";
import type { Rebuild } from "@/lib/api/rebuilds";
import { hasRole, type Role } from "@/lib/auth/role";
import classes from "./left-behind.module.css";
import { useRebuildChange } from "./use-rebuild-change";

interface LeftBehindProps {
  readonly rebuild: Rebuild;
  readonly servingVersion: number | null;
  readonly role: Role;
}

/** What pausing, cancelling and throttling do and leave behind, and whether it is promoted by itself. */
export function LeftBehind({ rebuild, servingVersion, role }: LeftBehindProps) {
  const { version, scope } = rebuild;
  const serving = servingVersion === null ? "" : ` v${servingVersion} goes on as if nothing had happened.`;
  if (scope !== "whole") {
    return (
      <Panel title="What these buttons leave behind" padded>
        <dl className={classes.leaves}>
          <IconX size={16} aria-hidden="true" />
          <dt>Cancel</dt>
          <dd>Changes no row: they are replaced in one transaction, at the very end.</dd>
        </dl>
      </Panel>
    );
  }
  return (
    <Panel title="What these buttons leave behind">
      <dl className={classes.leaves}>
        <IconPlayerPause size={16} aria-hidden="true" />
        <dt>Pause</dt>
        <dd>
          Stops reading. What was folded stays in the worker’s memory; if that worker stops, the build starts again.
          While it catches up, v{version} is not fed.
        </dd>
        <IconX size={16} aria-hidden="true" />
        <dt>Cancel</dt>
        <dd>
          Drops the table of v{version}.{serving}
        </dd>
        <IconGauge size={16} aria-hidden="true" />
        <dt>Throttle</dt>
        <dd>Limits the events read a second, within a second. Nothing is read twice.</dd>
      </dl>
      <PromoteByItself rebuild={rebuild} role={role} />
    </Panel>
  );
}

function PromoteByItself({ rebuild, role }: { readonly rebuild: Rebuild; readonly role: Role }) {
  const [change, pending] = useRebuildChange(rebuild.id);
  if (rebuild.promotion === "always") {
    return <p className={classes.byItself}>It is promoted by itself as soon as it is ready.</p>;
  }
  const allowed = hasRole(role, "operator");
  const field = (
    <Switch
      labelPosition="left"
      label={
        <>
          <b>Promote by itself</b> when verified clean
        </>
      }
      checked={rebuild.promotion === "when-clean"}
      disabled={!allowed || pending}
      onChange={(event) => change({ promotion: event.currentTarget.checked ? "when-clean" : "manual" })}
    />
  );
  return (
    <div className={classes.byItself}>
      {allowed ? (
        field
      ) : (
        <Tooltip label={`This needs the role operator; yours is ${role}.`}>
          <div>{field}</div>
        </Tooltip>
      )}
    </div>
  );
}
