"use client";
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconBinaryTree2, IconHash } from "@tabler/icons-react";
import type { StreamPlace } from "@/components/stream/use-stream";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./timeline.module.css";
import { TypeFilter } from "./type-filter";
import type { TimelineList } from "./use-timeline";

interface TimelineHeadProps {
  readonly place: StreamPlace;
  readonly list: TimelineList;
  readonly onGoTo: () => void;
}

/** How many events there are or are chosen, and how they are chosen and grouped. */
export function TimelineHead({ place: { stream }, list, onGoTo }: TimelineHeadProps) {
  const { url, setUrl, rows, isFiltered } = list;
  return (
    <header className={classes.head}>
      <h2>
        {isFiltered
          ? `${formatCount(rows.events)} of ${formatCounted(stream.version, "event")}`
          : formatCounted(stream.version, "event")}
      </h2>
      {!isFiltered && <span className={classes.types}>{formatCounted(stream.types.length, "type")}</span>}
      <span className={classes.tools}>
        <TypeFilter types={stream.types} chosen={url.type} onChoose={(type) => void setUrl({ type })} />
        <Button
          variant={url.group ? "light" : "subtle"}
          color={url.group ? "accent" : "gray"}
          size="compact-xs"
          leftSection={<IconBinaryTree2 size={14} aria-hidden="true" />}
          aria-pressed={url.group}
          title="Put consecutive events of one correlation together"
          onClick={() => void setUrl({ group: url.group ? null : true, open: null })}
        >
          Group
        </Button>
        <Tooltip label="Go to a version, a position or a time">
          <ActionIcon size={22} aria-label="Go to" onClick={onGoTo}>
            <IconHash size={14} />
          </ActionIcon>
        </Tooltip>
      </span>
    </header>
  );
}
