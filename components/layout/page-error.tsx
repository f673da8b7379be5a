"use client";
import { Button } from "@mantine/core";
import { IconLock, IconSearchOff } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type ReactNode, startTransition } from "react";
import { parseAppErrorDigest } from "@/lib/errors";
import { EmptyState } from "./empty-state";
import { ErrorState } from "./error-state";
import { LinkButton } from "./link-button";
import { PageBody, PageHeader } from "./page-header";

interface PageErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** The face of a page that could not be drawn: what was refused in its own words, what failed with its digest. */
export function PageError({ error, reset }: PageErrorProps) {
  const router = useRouter();
  const known = parseAppErrorDigest(error.digest);
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  if (known?.code === "unauthenticated") {
    const signIn = () =>
      window.location.assign(
        `/sign-in?callbackUrl=${encodeURIComponent(window.location.pathname + window.location.search)}`,
      );
    return (
      <Refused
        title="Your session has ended"
        icon={IconLock}
        words="The account, its password or its sessions were changed, or it was not used for long."
        action={<Button onClick={signIn}>Sign in again</Button>}
      />
    );
  }
  if (known?.code === "forbidden" || known?.code === "not-found") {
    const title = known.code === "forbidden" ? "Your role does not see this" : "Not found";
    return (
      <Refused
        title={title}
        icon={known.code === "forbidden" ? IconLock : IconSearchOff}
        words={known.message}
        action={<LinkButton href="/">Go to the overview</LinkButton>}
      />
    );
  }
  return (
    <>
      <PageHeader title="This page failed" />
      <PageBody>
        <ErrorState
          title="This page could not be drawn"
          onRetry={again}
          details={[error.message, error.digest].filter(Boolean).join("\n")}
        >
          {known?.message ??
            `The server's log has the cause${error.digest === undefined ? "" : ` under ${error.digest}`}.`}{" "}
          The other pages work.
        </ErrorState>
      </PageBody>
    </>
  );
}

interface RefusedProps {
  readonly title: string;
  readonly words: string;
  readonly icon: typeof IconLock;
  readonly action: ReactNode;
}

function Refused({ title, words, icon, action }: RefusedProps) {
  return (
    <>
      <PageHeader title={title} />
      <EmptyState icon={icon} title={title} action={action}>
        {words}
      </EmptyState>
    </>
  );
}
