"use client";
import { Spotlight as MantineSpotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { ALL_PAGES } from "./navigation-items";

/** The command palette, on Ctrl or Cmd-K and `/`. */
export function Spotlight() {
  const router = useRouter();
  return (
    <MantineSpotlight
      shortcut={["mod + K", "/"]}
      nothingFound="Nothing matches."
      searchProps={{ placeholder: "Find a page", leftSection: <IconSearch size={16} /> }}
      actions={ALL_PAGES.map((page) => ({
        id: page.href,
        label: page.label,
        leftSection: <page.icon size={16} stroke={1.6} />,
        onClick: () => router.push(page.href),
      }))}
    />
  );
}
