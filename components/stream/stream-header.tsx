"use client";
import { IconArrowsDiff, IconFlask, IconPlayerTrackNext } from "@tabler/icons-react";
import { AppendButton } from "@/components/append/append-button";
import { AppendInUrl } from "@/components/append/append-in-url";
import type { SideUrl } from "@/components/compare/compare-sides";
import { NO_COMPARISON, sideChange } from "@/components/compare/compare-url";
import { CopyId } from "@/components/layout/copy-id";
import { PageHeader } from "@/components/layout/page-header";
import { Time } from "@/components/layout/time";
import { useKeys } from "@/components/lists/use-keys";
import { ExportButton } from "@/components/stream-files/export-button";
import { ExportInUrl } from "@/components/stream-files/export-in-url";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { ModeButton } from "./mode-button";
import classes from "./stream-header.module.css";
import type { StreamPlace } from "./use-stream";

/** The stream's name and facts, and what can be done with it. */
export function StreamHeader({ place, role }: { readonly place: StreamPlace; readonly role: Role }) {
  const { stream, version, leftOutCount, url, setUrl, mode } = place;
  const { instant, clock } = url;
  const here = leftOutCount === 0 ? { point: version } : { instant, clock };
  const leave = () => void setUrl({ ...NO_COMPARISON, mode: null, pane: null });
  const compareWith = (a: Partial<SideUrl>, b: number) =>
    void setUrl({ ...NO_COMPARISON, ...sideChange("a", a), mode: "compare", b, pane: "diff" });
  const compare = () => (mode === "compare" ? leave() : compareWith({ point: Math.max(0, version - 1) }, version));
  const compareWithNow = () => compareWith(here, stream.version);
  const step = () =>
    mode === "step"
      ? leave()
      : void setUrl({ ...NO_COMPARISON, mode: "step", version, position: null, instant: null, pane: "step" });
  const suppose = () => (mode === "what-if" ? leave() : void setUrl({ ...NO_COMPARISON, mode: "what-if", pane: null }));
  useKeys({ c: compare, C: compareWithNow, t: step, w: suppose });
  return (
    <>
      <PageHeader
        title={stream.streamId}
        mono
        folds
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
            <ModeButton icon={IconArrowsDiff} label="Compare" shortcut="C" on={mode === "compare"} onClick={compare} />
            <ModeButton icon={IconPlayerTrackNext} label="Step" shortcut="T" on={mode === "step"} onClick={step} />
            <ModeButton icon={IconFlask} label="What if" shortcut="W" on={mode === "what-if"} onClick={suppose} />
            <ExportButton />
            <AppendButton streamId={stream.streamId} role={role} />
          </>
        }
      />
      <AppendInUrl place={place} role={role} />
      <ExportInUrl of={{ streamId: stream.streamId, version: stream.version }} />
    </>
  );
}
