"use client";
import { Button } from "@mantine/core";
import { IconArrowLeft, IconGitFork, IconListDetails } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { RoleButton } from "@/components/actions/role-button";
import { CopyId } from "@/components/layout/copy-id";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Time } from "@/components/layout/time";
import type { EventTypeDetail } from "@/lib/api/event-types";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./event-type-detail.module.css";
import { eventsOfTypeHref } from "./event-types-url";

/** The name of the type, how many events in how many streams since when, and what one does next. */
export function DetailHead({ detail, role }: { readonly detail: EventTypeDetail; readonly role: Role }) {
  const router = useRouter();
  const { type, events, versions, firstAt } = detail;
  const first = versions.find((version) => version.firstAt === firstAt)?.first;
  const since = <Time at={firstAt} show="day" weekday={false} year="always" />;
  return (
    <>
      <Link href="/event-types" className={classes.back}>
        <IconArrowLeft size={14} aria-hidden="true" /> All types
      </Link>
      <header className={classes.head}>
        <h2>
          <EventTypeName type={type} className={classes.name} />
        </h2>
        <CopyId value={type} what="event type" buttonOnly />
        <span className="secondary">
          {formatCounted(events, "event")}
          {streamWords(versions)}, first{" "}
          {first === undefined ? (
            since
          ) : (
            <Link href={streamHref(first.streamId, `version=${first.version}`)}>{since}</Link>
          )}
        </span>
        <div className={classes.actions}>
          <Button component={Link} href={eventsOfTypeHref(type)} leftSection={<IconListDetails size={14} />}>
            Show events
          </Button>
          <RoleButton
            role={role}
            needs="operator"
            variant="filled"
            leftSection={<IconGitFork size={14} />}
            onClick={() => router.push(`/upcasters/new?type=${encodeURIComponent(type)}`)}
          >
            New upcaster…
          </RoleButton>
        </div>
      </header>
    </>
  );
}

// A stream may hold several versions, and then their numbers of streams only say how many there are at most.
function streamWords(versions: EventTypeDetail["versions"]): string {
  const streams = versions.reduce((sum, version) => sum + version.streams, 0);
  if (streams === 0) return "";
  const several = versions.filter((version) => version.streams > 0).length > 1;
  return ` in ${several ? "at most " : ""}${formatCounted(streams, "stream")}`;
}
