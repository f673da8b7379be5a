"use client";
import { IconChevronDown, IconChevronRight, IconEyeOff, IconPin } from "@tabler/icons-react";
import { SetByEvent } from "@/components/stream/set-by-event";
import type { DiffKind } from "@/lib/format/diff/diff-node";
import type { DiffRowView } from "@/lib/format/diff/row-view";
import { formatCount } from "@/lib/format/number";
import { InlineCell, SideCell } from "./diff-cells";
import type { DiffLook } from "./diff-choices";
import classes from "./diff-view.module.css";
import type { DiffPlace, DiffSetBy } from "./set-by";

interface DiffRowProps {
  readonly row: DiffRowView;
  readonly place: DiffPlace | null;
  readonly look: DiffLook;
  readonly setBy: DiffSetBy | undefined;
  readonly onToggle: (key: string) => void;
  readonly onPin: (path: string) => void;
  readonly onIgnore: (path: string) => void;
}

/** The cells of one row: a heading, a difference, a line of what is the same, or one value. */
export function DiffRow(props: DiffRowProps) {
  const { row } = props;
  if (row.kind === "heading") return <HeadingCells {...props} />;
  if (row.kind === "unchanged") return <UnchangedCell {...props} />;
  return <DifferenceCells {...props} />;
}

const SIGNS: Record<DiffKind, string> = { added: "+", removed: "−", changed: "~", moved: "→", renamed: "→" };

function Sign({ kind }: { readonly kind: DiffKind }) {
  return (
    <span className={classes.sign} role="img" aria-label={kind}>
      {SIGNS[kind]}
    </span>
  );
}

// Deeper than this, rows would be all indentation.
const DEEPEST = 12;

function indent(depth: number, base = 12): { paddingLeft: number } {
  return { paddingLeft: base + 16 * Math.min(depth, DEEPEST) };
}

function HeadingCells({ row, place, setBy, onToggle, onPin, onIgnore }: DiffRowProps) {
  const Chevron = row.folded === true ? IconChevronRight : IconChevronDown;
  return (
    <td className={classes.heading} style={indent(row.depth)}>
      <button type="button" aria-expanded={row.folded === false} onClick={() => onToggle(row.key)}>
        <Chevron size={12} aria-hidden="true" />
        {row.sign !== null && <Sign kind={row.sign} />}
        <bdi className="mono">{row.label}</bdi>
      </button>
      {row.matchedBy !== null && (
        <span className={classes.note}>
          matched by <bdi>{row.matchedBy}</bdi>
        </span>
      )}
      {row.byPlace && <span className={classes.note}>compared by place: too many items came and went</span>}
      {row.paths !== null && (
        <span className={classes.note}>
          from <bdi className="mono">{row.paths.before}</bdi>
        </span>
      )}
      <span className={classes.headingEnd}>
        <IgnoreButton path={row.path} onIgnore={onIgnore} />
        <button
          type="button"
          className={classes.rowButton}
          aria-label={`Pin ${row.path}`}
          title="Show this part only"
          onClick={() => onPin(row.path)}
        >
          <IconPin size={14} aria-hidden="true" />
        </button>
        {row.sign !== null && place !== null && setBy !== undefined && <SetBy place={place} setBy={setBy} />}
      </span>
    </td>
  );
}

function UnchangedCell({ row, onToggle }: DiffRowProps) {
  const Chevron = row.folded === true ? IconChevronRight : IconChevronDown;
  return (
    <td className={classes.unchanged}>
      <button
        type="button"
        aria-expanded={row.folded === false}
        style={indent(row.depth)}
        onClick={() => onToggle(row.key)}
      >
        <Chevron size={12} aria-hidden="true" />
        <span>
          {formatCount(row.leaves)} unchanged{row.names === "" ? "" : ":"}
        </span>
        <bdi className="mono">{row.names}</bdi>
      </button>
    </td>
  );
}

function DifferenceCells({ row, place, look, setBy, onToggle, onIgnore }: DiffRowProps) {
  const isDifference = row.sign !== null;
  return (
    <>
      <td className={classes.path} style={indent(row.depth)}>
        {row.folded !== null && (
          <button
            type="button"
            className={classes.unfold}
            aria-label={`${row.folded ? "Unfold" : "Fold"} ${row.path}`}
            aria-expanded={!row.folded}
            onClick={() => onToggle(row.key)}
          >
            {row.folded ? <IconChevronRight size={12} /> : <IconChevronDown size={12} />}
          </button>
        )}
        {row.sign === null ? <span className={classes.sign} /> : <Sign kind={row.sign} />}
        <bdi className="mono">{row.label === "" ? "the whole state" : row.label}</bdi>
        <span className={classes.actions}>
          {isDifference && row.path !== "" && <IgnoreButton path={row.path} onIgnore={onIgnore} />}
        </span>
      </td>
      {look.layout === "side" ? (
        <>
          <SideCell row={row} side="before" />
          <SideCell row={row} side="after" />
        </>
      ) : (
        <InlineCell row={row} />
      )}
      {setBy !== undefined && (
        <td className={classes.setBy}>{place !== null && <SetBy place={place} setBy={setBy} />}</td>
      )}
    </>
  );
}

// Rows come and go by the dozen while somebody scrolls: their buttons are plain ones.
function IgnoreButton({ path, onIgnore }: { readonly path: string; readonly onIgnore: (path: string) => void }) {
  return (
    <button
      type="button"
      className={`${classes.rowButton} ${classes.action}`}
      aria-label={`Ignore ${path}`}
      title="Ignore this path"
      onClick={() => onIgnore(path)}
    >
      <IconEyeOff size={14} aria-hidden="true" />
    </button>
  );
}

function SetBy({ place, setBy }: { readonly place: DiffPlace; readonly setBy: DiffSetBy }) {
  const event = setBy.eventOf(place);
  if (event === undefined) return <span className={classes.unknown} aria-hidden="true" />;
  if (event instanceof Error) {
    return (
      <span className={classes.note} title={event.message}>
        could not be read
      </span>
    );
  }
  return <SetByEvent setBy={event} onGoTo={() => event !== null && setBy.onGoTo(event, place)} />;
}
