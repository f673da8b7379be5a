"use client";
import { Button, type ButtonProps, Tooltip, VisuallyHidden } from "@mantine/core";
import { type MouseEventHandler, useId } from "react";
import { hasRole, type Role } from "@/lib/auth/role";

interface RoleButtonProps extends ButtonProps {
  readonly role: Role;
  readonly needs: Role;
  /** Why it cannot be done now, whoever asks; `null` when it can. */
  readonly blocked?: string | null;
  readonly type?: "button" | "submit";
  readonly onClick?: MouseEventHandler<HTMLButtonElement>;
}

/** A button that stays when it cannot be used, and says why: the role does not allow it, or something stands in the way. */
export function RoleButton({
  role,
  needs,
  blocked = null,
  onClick,
  type = "button",
  children,
  ...props
}: RoleButtonProps) {
  const id = useId();
  const reason = hasRole(role, needs) ? blocked : `This needs the role ${needs}; yours is ${role}.`;
  if (reason === null) {
    return (
      <Button {...props} type={type} {...(onClick === undefined ? {} : { onClick })}>
        {children}
      </Button>
    );
  }
  return (
    <>
      <Tooltip label={reason} multiline maw={320}>
        <Button
          {...props}
          type="button"
          data-disabled
          aria-disabled="true"
          aria-describedby={id}
          onClick={(event) => event.preventDefault()}
        >
          {children}
        </Button>
      </Tooltip>
      <VisuallyHidden id={id}>{reason}</VisuallyHidden>
    </>
  );
}
