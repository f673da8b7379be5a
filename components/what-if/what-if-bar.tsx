"use client";
import { ActionIcon, Button, CopyButton, Select, Tooltip } from "@mantine/core";
import { IconLink, IconPlus, IconRotate2, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { RoleButton } from "@/components/actions/role-button";
import { appendBlocked } from "@/components/append/append-button";
import { AsOfControl } from "@/components/as-of/as-of-control";
import { SecondBar } from "@/components/layout/page-header";
import { Tag } from "@/components/layout/status-tag";
import { soughtPoint } from "@/components/stream/stream-url";
import type { StreamPlace } from "@/components/stream/use-stream";
import { upcastersQuery } from "@/lib/api/upcasters-queries";
import type { Role } from "@/lib/auth/role";
import { changesInWords, type Insert } from "./changes";
import type { WhatIfPlace } from "./use-what-if";
import classes from "./what-if-bar.module.css";

interface WhatIfBarProps {
  readonly place: StreamPlace;
  readonly whatIf: WhatIfPlace;
  readonly role: Role;
  /** Takes the event that is inserted behind the last one to the append. */
  readonly onAppend: (insert: Insert) => void;
}

/** What is supposed, up to which point, and the ways on from it: undo, share, append. */
export function WhatIfBar({ place, whatIf, role, onAppend }: WhatIfBarProps) {
  const { stream, version, url, setUrl } = place;
  const { changes, tooLarge } = whatIf;
  const sought = soughtPoint(url);
  const last = appendable(changes, stream.version);
  return (
    <SecondBar label="What if">
      <span className={classes.label}>What if</span>
      <Tag tone="warning">nothing is stored</Tag>
      <AsOfControl
        kinds={["version", "instant"]}
        point={sought ?? (url.version === null ? {} : { version })}
        shown={{ version, ...sought }}
        lastVersion={stream.version}
        onChange={({ version: wanted = null, position = null, instant = null, clock = null }) =>
          void setUrl({ version: wanted === stream.version ? null : wanted, position, instant, clock })
        }
      />
      <DraftSelect draft={whatIf.url.draft} onChange={(draft) => void whatIf.setUrl({ draft })} />
      {place.pointError !== null && <Tag tone="danger">The point could not be found</Tag>}
      <span className={classes.count} role="status">
        {changes.length === 0 ? "no change" : changesInWords(changes)}
        {tooLarge && ". Too much for a link: it works here, and is gone when the page is left."}
      </span>
      <span className={classes.tools}>
        {last !== null && (
          <RoleButton
            role={role}
            needs="admin"
            blocked={appendBlocked(stream.streamId)}
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => onAppend(last)}
          >
            Append this…
          </RoleButton>
        )}
        <Button
          leftSection={<IconRotate2 size={14} aria-hidden="true" />}
          disabled={changes.length === 0}
          onClick={whatIf.reset}
        >
          Reset
        </Button>
        <CopyLink disabled={tooLarge} />
        <Tooltip label="Leave what if">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label="Leave what if"
            onClick={() => {
              void whatIf.setUrl({ changes: null, draft: null, event: null });
              void setUrl({ mode: null, pane: null });
            }}
          >
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </span>
    </SecondBar>
  );
}

/** What an append could store: the one event that stands behind the stream's last. */
function appendable(changes: WhatIfPlace["changes"], version: number): Insert | null {
  const added = changes.filter((change) => change.change === "insert" && change.after === version);
  const [only] = added;
  return added.length === 1 && only?.change === "insert" ? only : null;
}

function CopyLink({ disabled }: { readonly disabled: boolean }) {
  return (
    <CopyButton value={typeof window === "undefined" ? "" : window.location.href}>
      {({ copied, copy }) => (
        <Button
          leftSection={<IconLink size={14} aria-hidden="true" />}
          disabled={disabled}
          title={disabled ? "The changes are too much for a link." : undefined}
          onClick={copy}
        >
          {copied ? "Copied" : "Copy link"}
        </Button>
      )}
    </CopyButton>
  );
}

const UNPUBLISHED = new Set(["draft", "verified"]);

function DraftSelect({
  draft,
  onChange,
}: {
  readonly draft: string | null;
  readonly onChange: (draft: string | null) => void;
}) {
  const { data } = useQuery(upcastersQuery());
  const drafts = (data?.upcasters ?? []).filter(({ id, state }) => UNPUBLISHED.has(state) || id === draft);
  return (
    <Select
      className={classes.draft}
      aria-label="Draft upcaster"
      placeholder={drafts.length === 0 ? "No draft upcaster" : "Draft upcaster"}
      disabled={drafts.length === 0 && draft === null}
      clearable
      searchable
      clearButtonProps={{ "aria-label": "Without a draft upcaster" }}
      data={drafts.map(({ id, title, from, to }) => ({
        value: id,
        label: `${title} · ${from.type} v${from.schemaVersion} → v${to.schemaVersion}`,
      }))}
      value={draft}
      onChange={onChange}
    />
  );
}
