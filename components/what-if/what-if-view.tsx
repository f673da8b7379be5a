"use client";
import { useState } from "react";
import { AppendDialog } from "@/components/append/append-dialog";
import { StreamPanes } from "@/components/stream/stream-panes";
import type { StreamPlace } from "@/components/stream/use-stream";
import type { Role } from "@/lib/auth/role";
import { ChangeDialog } from "./change-dialog";
import type { Insert } from "./changes";
import { useWhatIf } from "./use-what-if";
import { WhatIfBar } from "./what-if-bar";
import { WhatIfResult } from "./what-if-result";
import { WhatIfTimeline } from "./what-if-timeline";

interface WhatIfViewProps {
  readonly place: StreamPlace;
  readonly role: Role;
}

/** The stream as if its history were another one: its bar, its timeline, and the states side by side. */
export function WhatIfView({ place, role }: WhatIfViewProps) {
  const whatIf = useWhatIf(place);
  const { writing } = whatIf;
  const [appending, setAppending] = useState<Insert | null>(null);
  return (
    <>
      <WhatIfBar place={place} whatIf={whatIf} role={role} onAppend={setAppending} />
      <StreamPanes
        panes={[
          {
            name: "timeline",
            label: "Timeline",
            width: [316, 288],
            content: <WhatIfTimeline place={place} whatIf={whatIf} />,
          },
          { name: "result", label: "Result", content: <WhatIfResult whatIf={whatIf} /> },
        ]}
        open={place.url.pane}
        onOpen={(pane) => void place.setUrl({ pane })}
      />
      {writing !== null && (
        <ChangeDialog place={place} writing={writing} onClose={whatIf.stopWriting} onWrite={whatIf.write} />
      )}
      {appending !== null && (
        <AppendDialog place={place} role={role} begin={appending} corrects={null} onClose={() => setAppending(null)} />
      )}
    </>
  );
}
