"use client";
import { useQueryClient } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { formOf } from "./form-of";
import { RoleButton } from "./role-button";
import { type Action, useAction } from "./use-action";

interface ActionButtonProps extends Omit<ComponentProps<typeof RoleButton>, "onClick" | "loading" | "type"> {
  readonly action: Action;
  readonly fields: Readonly<Record<string, string>>;
}

/** A button that runs an action at once, with nothing to ask; the page is read anew when it is done. */
export function ActionButton({ action, fields, ...button }: ActionButtonProps) {
  const queries = useQueryClient();
  const [, run, pending] = useAction(action, () => void queries.invalidateQueries());
  return <RoleButton {...button} loading={pending} onClick={() => run(formOf(fields))} />;
}
