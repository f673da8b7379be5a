"use client";
import { Button } from "@mantine/core";
import { IconArrowsDiff, IconFlask, IconPlayerTrackNext } from "@tabler/icons-react";
import { AppendButton } from "@/components/append/append-button";
import { CopyId } from "@/components/layout/copy-id";
import { PageHeader } from "@/components/layout/page-header";
import { Time } from "@/components/layout/time";
import { useKeys } from "@/components/lists/use-keys";
import { ExportButton } from "@/components/stream-files/export-button";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import classes from "./stream-header.module.css";
import type { StreamPlace } from "./use-stream";

/** The stream's name and facts, and what can be done with it. */
export function StreamHeader({ place, role }: { readonly place: StreamPlace; readonly role: Role }) {
  const { stream, version, setUrl, mode } = place;
  const compare = () =>
    mode === "compare"
      ? setUrl({ mode: null, a: null, b: null, pane: null })
      : setUrl({ mode: "compare", a: Math.max(0, version - 1), b: version, pane: "diff" });
  const step = () =>
    mode === "step"
      ? setUrl({ mode: null, pane: null })
      : setUrl({ mode: "step", version, position: null, instant: null, a: null, b: null, pane: "step" });
  useKeys({ c: compare });
  return (
    <PageHeader
      title={stream.streamId}
      mono
      breadcrumb={[
        { label: "Streams", href: "/streams" },
        { label: stream.category, href: `/streams?category=${encodeURIComponent(stream.category)}` },
      ]}
      facts={
        <>
          <CopyId value={stream.streamId} what="stream id" buttonOnly />
          <span className={classes.facts}>
            {formatCounted(stream.version, "event")} · last <Time at={stream.lastEventAt} show="exact" />
          </span>
        </>
      }
      actions={
        <>
          <Button
            leftSection={<IconArrowsDiff size={16} aria-hidden="true" />}
            variant={mode === "compare" ? "light" : "default"}
            aria-pressed={mode === "compare"}
            onClick={() => void compare()}
          >
            Compare
          </Button>
          <Button
            leftSection={<IconPlayerTrackNext size={16} aria-hidden="true" />}
            variant={mode === "step" ? "light" : "default"}
            aria-pressed={mode === "step"}
            onClick={() => void step()}
          >
            Step
          </Button>
          <Button
            leftSection={<IconFlask size={16} aria-hidden="true" />}
            variant={mode === "what-if" ? "light" : "default"}
            aria-pressed={mode === "what-if"}
            onClick={() => void setUrl({ mode: mode === "what-if" ? null : "what-if", a: null, b: null, pane: null })}
          >
            What if
          </Button>
          <ExportButton of={{ streamId: stream.streamId, version: stream.version }} />
          <AppendButton place={place} role={role} />
        </>
      }
    />
  );
}
