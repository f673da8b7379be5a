"use client";
import type { FormEvent } from "react";

/** Submits a form to an action and leaves what was typed in its fields: a form's own `action` would empty them. */
export function submitWith(run: (form: FormData) => void): (event: FormEvent<HTMLFormElement>) => void {
  return (event) => {
    event.preventDefault();
    run(new FormData(event.currentTarget));
  };
}
