"use client";
import { Button } from "@mantine/core";
import { RoleButton } from "@/components/actions/role-button";
import type { Role } from "@/lib/auth/role";
import type { Activation } from "./activation";
import classes from "./impact-panel.module.css";

interface ActivationFootProps {
  readonly activation: Activation;
  readonly role: Role;
  readonly onActivate: () => void;
  readonly onFix: (operation: number) => void;
}

/** What stands in the way of activating, and the buttons that deal with it. */
export function ActivationFoot({ activation, role, onActivate, onFix }: ActivationFootProps) {
  const { blocked, unverified, fix } = activation;
  return (
    <>
      <p className="secondary">{words(activation)}</p>
      <div className={classes.buttons}>
        {fix !== null && (
          <Button onClick={() => onFix(fix)} variant={blocked === null ? "filled" : "default"}>
            Fix operation {fix + 1}
          </Button>
        )}
        <RoleButton role={role} needs="admin" blocked={blocked} onClick={onActivate}>
          {unverified === null ? "Activate…" : "Activate with a reason…"}
        </RoleButton>
      </div>
    </>
  );
}

function words({ blocked, unverified }: Activation): string {
  if (blocked !== null) return blocked;
  return unverified === null
    ? "Every stored event passes. It can go live."
    : `${unverified} Verify it cleanly, or state why it may go live.`;
}
