"use client";
import { Button, CloseButton, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import classes from "./read-model.module.css";

interface RowFormProps {
  readonly keyColumn: string;
  /** The row that the address names; null: none. */
  readonly asked: string | null;
  readonly onAsk: (key: string | null) => void;
}

/** Which row to fold by itself. */
export function RowForm({ keyColumn, asked, onAsk }: RowFormProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const key = typed ?? asked ?? "";
  const ask = (wanted: string | null) => {
    setTyped(null);
    onAsk(wanted);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key !== "") ask(key);
  };
  return (
    <form className={classes.form} aria-label="Fold one row" onSubmit={submit}>
      <TextInput
        className={classes.key ?? ""}
        aria-label="Key"
        placeholder={`One row, by its ${keyColumn}`}
        autoComplete="off"
        spellCheck={false}
        maxLength={512}
        value={key}
        onChange={(event) => setTyped(event.currentTarget.value)}
        rightSection={
          key === "" ? null : <CloseButton size="sm" aria-label="Clear the key" onClick={() => ask(null)} />
        }
      />
      <Button type="submit" disabled={key === ""}>
        Fold row
      </Button>
    </form>
  );
}
