"use client";
import { Button } from "@mantine/core";
import { IconRefresh, IconTargetArrow } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { formOf } from "@/components/actions/form-of";
import { RoleButton } from "@/components/actions/role-button";
import { useAction } from "@/components/actions/use-action";
import { requestBisectionAction } from "@/lib/actions/bisections";
import type { JobDetail } from "@/lib/api/jobs";
import type { Role } from "@/lib/auth/role";
import { askHref } from "./find-when-url";

interface AskAgainButtonProps {
  readonly job: Extract<JobDetail, { kind: "bisect-category" }>;
  readonly role: Role;
}

/** Asks the same for what was appended since; where the answer is not whole, the whole question anew. */
export function AskAgainButton({ job, role }: AskAgainButtonProps) {
  const router = useRouter();
  const [, run, pending] = useAction(requestBisectionAction, (state) => {
    if (state.ok && state.href !== undefined) router.push(state.href);
  });
  const { category, condition, reducer } = job.params;
  return (
    <>
      <Button
        component={Link}
        href={askHref({ category, condition, reducer: reducer.name })}
        leftSection={<IconTargetArrow size={14} aria-hidden="true" />}
      >
        Change the question…
      </Button>
      {job.status === "done" && (
        <RoleButton
          role={role}
          needs="operator"
          blocked={job.outdated}
          loading={pending}
          leftSection={<IconRefresh size={14} aria-hidden="true" />}
          onClick={() => run(formOf({ again: job.id }))}
        >
          Ask again for what came since
        </RoleButton>
      )}
    </>
  );
}
