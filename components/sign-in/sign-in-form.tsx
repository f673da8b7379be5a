"use client";
import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import { getSession, signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import classes from "./sign-in.module.css";

/** E-mail and password; on success the browser goes to `next` with a full load. */
export function SignInForm({ next }: { readonly next: string }) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Until the page's code runs, a browser would send the form by itself.
  const ready = useMounted();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    const problem = await trySignIn(String(form.get("email")), String(form.get("password")));
    if (problem === null) return window.location.assign(next);
    setError(problem);
    setBusy(false);
  };
  return (
    <form method="post" onSubmit={submit} className={classes.form}>
      {error !== null && (
        <Alert color="danger" role="alert" p="sm">
          {error}
        </Alert>
      )}
      <TextInput
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus
        withAsterisk={false}
      />
      <PasswordInput label="Password" name="password" autoComplete="current-password" required withAsterisk={false} />
      <Button type="submit" variant="filled" fullWidth loading={busy} disabled={!ready} className={classes.submit}>
        Sign in
      </Button>
    </form>
  );
}

async function trySignIn(email: string, password: string): Promise<string | null> {
  try {
    const answer = await signIn("credentials", { email, password, redirect: false });
    if (answer?.ok === true)
      return (await getSession()) === null ? "The session cookie was not kept by the browser." : null;
    if (answer?.error === "CredentialsSignin") return "Email or password is wrong.";
    return answer?.error ?? "Foldline did not answer. Try again.";
  } catch {
    return "Foldline's server cannot be reached. Try again.";
  }
}
