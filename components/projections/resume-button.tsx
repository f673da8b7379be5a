"use client";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { RoleButton } from "@/components/actions/role-button";
import { useAction } from "@/components/actions/use-action";
import { resumeProjectionAction } from "@/lib/actions/projections";
import type { Role } from "@/lib/auth/role";

interface ResumeButtonProps {
  readonly name: string;
  readonly role: Role;
  readonly variant?: "filled" | "default";
}

/** Lets a paused projection go on. */
export function ResumeButton({ name, role, variant = "filled" }: ResumeButtonProps) {
  const queries = useQueryClient();
  const [, resume, pending] = useAction(resumeProjectionAction, () => void queries.invalidateQueries());
  return (
    <form action={resume}>
      <input type="hidden" name="name" value={name} />
      <RoleButton
        role={role}
        needs="operator"
        type="submit"
        variant={variant}
        loading={pending}
        leftSection={<IconPlayerPlay size={14} />}
      >
        Resume
      </RoleButton>
    </form>
  );
}
