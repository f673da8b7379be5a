import type { TimelineIndex } from "./timeline-index";

/** Without anything for so long, the time is folded to one line. */
export const IDLE_MS = 3_600_000;

/** The height of the line that says how long nothing happened, and which day begins. */
export const SEPARATOR_HEIGHT = 24;

export interface TimelineChoice {
  /** Only events of these types; null: of all. */
  readonly types: ReadonlySet<string> | null;
  /** Only events that occurred from the one to before the other. */
  readonly from: number | null;
  readonly to: number | null;
  readonly grouped: boolean;
  /** First versions of the groups that are open. */
  readonly open: ReadonlySet<number>;
  readonly rowHeight: number;
  readonly dayOf: (at: number) => number;
}

/** Consecutive events of one correlation. */
export interface TimelineGroup {
  readonly correlationId: string;
  readonly first: number;
  readonly last: number;
  readonly events: number;
  readonly spanMs: number;
  readonly open: boolean;
}

/** The rows of a timeline from top to bottom; each is an event, or the head of a group. */
export interface TimelineRows {
  readonly length: number;
  /** Events that the filter lets through, drawn or in folded groups. */
  readonly events: number;
  /** The version of an event, or the first one of a group. */
  readonly version: (row: number) => number;
  readonly group: (row: number) => TimelineGroup | null;
  /** The event of the list that stands before the row, for the time between them; 0: none, or not read yet. */
  readonly before: (row: number) => number;
  readonly inGroup: (row: number) => boolean;
  /** A line above it tells the time since the row before, or the day. */
  readonly separated: (row: number) => boolean;
  readonly height: (row: number) => number;
  readonly top: (row: number) => number;
  /** The row that shows this version, or the one before it when none does; -1: it stands before all. */
  readonly rowAt: (version: number) => number;
  /** The version on which the next step lands: that of an event, or the last of a folded group. */
  readonly step: (version: number, by: 1 | -1) => number | null;
}

/** Lays out the events of an index that are chosen, with room for days and idle times. */
export function timelineRows(index: TimelineIndex, choice: TimelineChoice): TimelineRows {
  const size = index.last - index.first + 1;
  const versions = new Int32Array(2 * size);
  const befores = new Int32Array(2 * size);
  const flags = new Uint8Array(2 * size);
  const groups = new Map<number, TimelineGroup>();
  const isChosen = chosenBy(index, choice);
  let length = 0;
  let before = -1;
  let beforeDay = Number.NaN;
  const add = (entry: number, flag: number) => {
    versions[length] = index.first + entry;
    flags[length] = flag;
    if (index.type[entry] !== -1) {
      const day = choice.dayOf(index.at[entry] ?? 0);
      const follows = before !== -1 && index.type[before] !== -1;
      const isIdle = follows && Math.abs((index.at[entry] ?? 0) - (index.at[before] ?? 0)) >= IDLE_MS;
      if (follows) befores[length] = index.first + before;
      if (before === -1 || isIdle || (follows && day !== beforeDay)) flags[length] = flag | SEPARATED;
      beforeDay = day;
    }
    length += 1;
    before = entry;
  };

  let events = 0;
  for (let entry = 0; entry < size; entry += 1) {
    if (!isChosen(entry)) continue;
    const group = choice.grouped ? groupFrom(index, entry, isChosen, choice.open) : null;
    if (group === null) {
      events += 1;
      add(entry, 0);
      continue;
    }
    events += group.events;
    groups.set(length, group);
    add(entry, HEAD);
    const end = group.last - index.first;
    if (group.open) {
      for (let member = entry; member <= end; member += 1) {
        if (isChosen(member)) add(member, MEMBER);
      }
    } else {
      before = end;
      beforeDay = choice.dayOf(index.at[end] ?? 0);
    }
    entry = end;
  }
  return layout({ versions, befores, flags, groups, length, events }, choice.rowHeight);
}

const SEPARATED = 1;
const HEAD = 2;
const MEMBER = 4;

function chosenBy(index: TimelineIndex, { types, from, to }: TimelineChoice): (entry: number) => boolean {
  if (types === null && from === null && to === null) return () => true;
  const wanted = index.types.map((type) => types === null || types.has(type));
  const start = from ?? Number.NEGATIVE_INFINITY;
  const end = to ?? Number.POSITIVE_INFINITY;
  return (entry) => {
    const type = index.type[entry] ?? -1;
    const at = index.at[entry] ?? 0;
    return type !== -1 && wanted[type] === true && at >= start && at < end;
  };
}

/** The group that begins with an entry; null when the next chosen event is of another correlation. */
function groupFrom(
  index: TimelineIndex,
  entry: number,
  isChosen: (entry: number) => boolean,
  open: ReadonlySet<number>,
): TimelineGroup | null {
  const correlation = index.correlation[entry] ?? -1;
  if (correlation === -1) return null;
  let end = entry;
  let events = 1;
  for (let next = entry + 1; next < index.type.length; next += 1) {
    if (!isChosen(next)) continue;
    if (index.correlation[next] !== correlation) break;
    end = next;
    events += 1;
  }
  if (events === 1) return null;
  return {
    correlationId: index.correlations[correlation] ?? "",
    first: index.first + entry,
    last: index.first + end,
    events,
    spanMs: Math.abs((index.at[end] ?? 0) - (index.at[entry] ?? 0)),
    open: open.has(index.first + entry),
  };
}

interface Rows {
  readonly versions: Int32Array;
  readonly befores: Int32Array;
  readonly flags: Uint8Array;
  readonly groups: ReadonlyMap<number, TimelineGroup>;
  readonly length: number;
  readonly events: number;
}

function layout({ versions, befores, flags, groups, length, events }: Rows, rowHeight: number): TimelineRows {
  const tops = new Float64Array(length + 1);
  const has = (row: number, flag: number) => ((flags[row] ?? 0) & flag) !== 0;
  const height = (row: number) => rowHeight + (has(row, SEPARATED) ? SEPARATOR_HEIGHT : 0);
  for (let row = 0; row < length; row += 1) tops[row + 1] = (tops[row] ?? 0) + height(row);
  const version = (row: number) => versions[row] ?? 0;
  const group = (row: number) => groups.get(row) ?? null;
  const rowAt = (wanted: number) => {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (version(middle) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  /** Where a step onto the row lands; null for the head of an open group, which is passed over. */
  const landing = (row: number) => {
    const head = group(row);
    if (head === null) return version(row);
    return head.open ? null : head.last;
  };
  return {
    length,
    events,
    version,
    group,
    before: (row) => befores[row] ?? 0,
    inGroup: (row) => has(row, MEMBER),
    separated: (row) => has(row, SEPARATED),
    height,
    top: (row) => tops[row] ?? 0,
    rowAt,
    step(from, by) {
      for (let row = Math.max(0, rowAt(from)); row >= 0 && row < length; row += by) {
        const to = landing(row);
        if (to !== null && (by === 1 ? to > from : to < from)) return to;
      }
      return null;
    },
  };
}
