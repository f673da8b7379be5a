"use client";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import classes from "./fold-now.module.css";

interface Asked {
  readonly key: string;
  readonly position: string;
}

interface FoldFormProps {
  readonly keyColumn: string;
  /** What the address says. */
  readonly asked: Asked;
  readonly busy: boolean;
  readonly onAsk: (asked: Asked) => void;
}

/** Which row to fold, and up to which position. */
export function FoldForm({ keyColumn, asked, busy, onAsk }: FoldFormProps) {
  const [draft, setDraft] = useState<Partial<Asked>>({});
  const shown = { ...asked, ...draft };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (shown.key === "") return;
    setDraft({});
    onAsk({ key: shown.key, position: shown.position.replace(/[\s,]/g, "") });
  };
  return (
    <form className={classes.form} aria-label="Fold now" onSubmit={submit}>
      <TextInput
        className={classes.key ?? ""}
        label="Key"
        placeholder={keyColumn}
        autoComplete="off"
        spellCheck={false}
        value={shown.key}
        onChange={(event) => setDraft({ ...draft, key: event.currentTarget.value })}
      />
      <TextInput
        className={classes.position ?? ""}
        label="Up to position"
        placeholder="now"
        inputMode="numeric"
        autoComplete="off"
        value={shown.position}
        onChange={(event) => setDraft({ ...draft, position: event.currentTarget.value })}
      />
      <Button type="submit" variant="filled" loading={busy} disabled={shown.key === ""}>
        Fold
      </Button>
    </form>
  );
}
