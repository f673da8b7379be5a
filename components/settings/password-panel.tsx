"use client";
import { Button, PasswordInput } from "@mantine/core";
import { signOut } from "next-auth/react";
import { changeMyPasswordAction } from "@/lib/actions/operators";
import { submitWith } from "../actions/submit-with";
import { useAction } from "../actions/use-action";
import { Panel } from "../layout/panel";
import classes from "./settings.module.css";

/** One's own password; changing it ends every session, this one too. */
export function PasswordPanel() {
  const [, run, busy] = useAction(changeMyPasswordAction, async ({ ok }) => {
    if (!ok) return;
    await signOut({ redirect: false });
    window.location.assign("/sign-in");
  });
  return (
    <Panel title={<span id="password">My password</span>} padded>
      <form method="post" onSubmit={submitWith(run)} className={classes.form}>
        <PasswordInput
          name="current"
          label="Present password"
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="wanted"
          label="New password"
          description="12 characters or more"
          autoComplete="new-password"
          minLength={12}
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="repeated"
          label="New password again"
          autoComplete="new-password"
          minLength={12}
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={busy}>
          Change password
        </Button>
        <p className="hint">Ends all of your sessions; you sign in anew.</p>
      </form>
    </Panel>
  );
}
