"use client";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight as MantineSpotlight } from "@mantine/spotlight";
import { IconSearch, IconStack2, IconTableColumn, IconTags, type TablerIcon } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useEventTypes } from "./event-type-slots";
import { type FoundItem, findProjections, findStreams } from "./find-sources";
import { find, findStore, LIST_ID, selectFirstFound } from "./find-store";
import { ALL_PAGES } from "./navigation-items";
import classes from "./spotlight.module.css";

interface Group {
  readonly title: string;
  readonly icon: TablerIcon;
  readonly mono: boolean;
  readonly items: readonly FoundItem[];
}

/** The command palette, on Ctrl or Cmd-K and `/`: pages, streams by any part of their id, types, projections. */
export function Spotlight() {
  const router = useRouter();
  const [text, setText] = useState("");
  const [opened, setOpened] = useState(false);
  const [search] = useDebouncedValue(text.trim(), 150);
  const types = useEventTypes();
  const streams = useQuery({
    queryKey: ["find streams", search],
    queryFn: ({ signal }) => findStreams(search, signal),
    enabled: opened && search !== "",
    placeholderData: keepPreviousData,
  });
  const projections = useQuery({
    queryKey: ["find projections"],
    queryFn: ({ signal }) => findProjections(signal),
    enabled: opened,
    staleTime: 30_000,
  });
  const matches = (item: FoundItem) => item.label.toLowerCase().includes(text.trim().toLowerCase());
  const pages = ALL_PAGES.map(({ label, href, key }) => ({ id: `page ${href}`, label, href, description: `g ${key}` }));
  const typeItems = types.map((type) => ({
    id: `type ${type}`,
    label: type,
    description: "event type",
    href: `/event-types/${encodeURIComponent(type)}`,
  }));
  const typed = text.trim() !== "";
  const groups: Group[] = [
    { title: "Pages", icon: IconSearch, mono: false, items: pages.filter(matches) },
    { title: "Streams", icon: IconStack2, mono: true, items: typed ? (streams.data ?? []) : [] },
    {
      title: "Projections",
      icon: IconTableColumn,
      mono: true,
      items: typed ? (projections.data ?? []).filter(matches).slice(0, 6) : [],
    },
    { title: "Event types", icon: IconTags, mono: false, items: typed ? typeItems.filter(matches).slice(0, 6) : [] },
  ];
  const found = groups.filter((group) => group.items.length > 0);
  const shown = found.flatMap((group) => group.items.map(({ id }) => id)).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown decides whether the chosen item is still there.
  useEffect(() => {
    if (typed) selectFirstFound();
  }, [typed, shown]);
  return (
    <MantineSpotlight.Root
      store={findStore}
      query={text}
      onQueryChange={setText}
      shortcut={["mod + K", "/"]}
      onSpotlightOpen={() => setOpened(true)}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      scrollable
      maxHeight={440}
    >
      <MantineSpotlight.Search
        placeholder="Find a page, a stream by any part of its id, a projection, an event type"
        aria-label="Find"
        leftSection={<IconSearch size={16} stroke={1.6} />}
      />
      <MantineSpotlight.ActionsList id={LIST_ID}>
        {found.map((group) => (
          <MantineSpotlight.ActionsGroup key={group.title} label={group.title} className={classes.group ?? ""}>
            {group.items.map((item) => (
              <MantineSpotlight.Action
                key={item.id}
                onClick={() => {
                  find.close();
                  router.push(item.href);
                }}
              >
                <group.icon size={16} stroke={1.6} className={classes.icon} aria-hidden="true" />
                <span className={`${classes.label} ${group.mono ? "mono" : ""}`}>{item.label}</span>
                <span className={classes.description}>{item.description}</span>
              </MantineSpotlight.Action>
            ))}
          </MantineSpotlight.ActionsGroup>
        ))}
        {found.length === 0 && (
          <MantineSpotlight.Empty>
            {streams.isFetching
              ? "Searching…"
              : streams.isError
                ? `Streams could not be searched. ${streams.error.message}`
                : `Nothing contains “${text}”.`}
          </MantineSpotlight.Empty>
        )}
      </MantineSpotlight.ActionsList>
    </MantineSpotlight.Root>
  );
}
