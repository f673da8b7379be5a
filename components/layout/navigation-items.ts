import {
  IconBook,
  IconCamera,
  IconFileUpload,
  IconGitFork,
  IconLayoutDashboard,
  IconListDetails,
  IconMailX,
  IconRefresh,
  IconServer,
  IconSettings,
  IconStack2,
  IconSum,
  IconTableColumn,
  IconTags,
  IconTargetArrow,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Pulse } from "@/lib/api/pulse";

export interface NavigationItem {
  readonly label: string;
  readonly href: string;
  readonly icon: TablerIcon;
  /** Pressed after `g`. */
  readonly key: string;
  readonly waiting?: {
    readonly count: (pulse: Pulse) => number;
    readonly what: string;
    readonly tone: "danger" | "warning" | "accent";
  };
}

export interface NavigationGroup {
  readonly title: string;
  readonly items: readonly NavigationItem[];
}

export const OVERVIEW: NavigationItem = { label: "Overview", href: "/", icon: IconLayoutDashboard, key: "o" };

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    title: "History",
    items: [
      { label: "Streams", href: "/streams", icon: IconStack2, key: "s" },
      { label: "Events", href: "/events", icon: IconListDetails, key: "e" },
      { label: "Event types", href: "/event-types", icon: IconTags, key: "t" },
    ],
  },
  {
    title: "Evolution",
    items: [
      {
        label: "Upcasters",
        href: "/upcasters",
        icon: IconGitFork,
        key: "u",
        waiting: { count: (pulse) => pulse.draftUpcasters, what: "drafts", tone: "warning" },
      },
      { label: "Reducers", href: "/reducers", icon: IconSum, key: "c" },
    ],
  },
  {
    title: "Read models",
    items: [
      {
        label: "Projections",
        href: "/projections",
        icon: IconTableColumn,
        key: "p",
        waiting: { count: (pulse) => pulse.stoppedProjections, what: "stopped", tone: "danger" },
      },
      {
        label: "Rebuilds",
        href: "/rebuilds",
        icon: IconRefresh,
        key: "r",
        waiting: { count: (pulse) => pulse.openRebuilds, what: "under way", tone: "accent" },
      },
      {
        label: "Dead letters",
        href: "/dead-letters",
        icon: IconMailX,
        key: "d",
        waiting: { count: (pulse) => pulse.parkedStreams, what: "parked", tone: "warning" },
      },
    ],
  },
  {
    title: "System",
    items: [
      { label: "Workers", href: "/workers", icon: IconServer, key: "w" },
      { label: "Snapshots", href: "/snapshots", icon: IconCamera, key: "n" },
      { label: "Audit", href: "/audit", icon: IconBook, key: "a" },
      { label: "Settings", href: "/settings", icon: IconSettings, key: "," },
    ],
  },
];

/** Reached from the streams, by its keys and by its name. */
const OPEN_FILE: NavigationItem = { label: "Open a file", href: "/files", icon: IconFileUpload, key: "f" };

/** Reached from the streams and from one stream's search, by its keys and by its name. */
const FIND_WHEN: NavigationItem = { label: "Find when", href: "/find-when", icon: IconTargetArrow, key: "b" };

export const ALL_PAGES: readonly NavigationItem[] = [
  OVERVIEW,
  ...NAVIGATION.flatMap((group) => group.items),
  OPEN_FILE,
  FIND_WHEN,
];
