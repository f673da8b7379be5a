"use client";
import { IconPlayerPlay } from "@tabler/icons-react";
import { ActionButton } from "@/components/actions/action-button";
import { resumeProjectionAction } from "@/lib/actions/projections";
import type { Role } from "@/lib/auth/role";

interface ResumeButtonProps {
  readonly name: string;
  readonly role: Role;
  readonly variant?: "filled" | "default";
}

/** Lets a paused projection go on. */
export function ResumeButton({ name, role, variant = "filled" }: ResumeButtonProps) {
  return (
    <ActionButton
      role={role}
      needs="operator"
      variant={variant}
      leftSection={<IconPlayerPlay size={14} />}
      action={resumeProjectionAction}
      fields={{ name }}
    >
      Resume
    </ActionButton>
  );
}
