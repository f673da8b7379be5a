"use client";
import { Splitter, Tabs } from "@mantine/core";
import { type SplitterPaneSize, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import classes from "./stream-panes.module.css";

/** One part of the page: beside the others, or on a phone a tab among them. */
export interface StreamPane {
  /** In the URL, and its width's name among the remembered ones. */
  readonly name: string;
  readonly label: string;
  /** Its first width in px, wide and at 1400 px or less; none: what is left. */
  readonly width?: readonly [number, number];
  readonly content: ReactNode;
  /** What a phone shows under it, at the thumb. */
  readonly sheet?: ReactNode;
}

interface StreamPanesProps {
  readonly panes: readonly StreamPane[];
  readonly open: string;
  readonly onOpen: (name: string) => void;
}

/** The page's panes side by side, their widths remembered; under 900 px they are tabs. */
export function StreamPanes({ panes, open, onOpen }: StreamPanesProps) {
  const isNarrow = useMediaQuery("(max-width: 899px)", false);
  return isNarrow ? <PaneTabs panes={panes} open={open} onOpen={onOpen} /> : <PaneSplitter panes={panes} />;
}

function PaneTabs({ panes, open, onOpen }: StreamPanesProps) {
  return (
    <Tabs
      className={classes.tabs}
      value={panes.some(({ name }) => name === open) ? open : (panes[0]?.name ?? null)}
      onChange={(name) => name !== null && onOpen(name)}
    >
      <Tabs.List className={classes.list}>
        {panes.map(({ name, label }) => (
          <Tabs.Tab key={name} value={name}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {panes.map(({ name, content, sheet }) => (
        <Tabs.Panel key={name} value={name} className={classes.panel}>
          {content}
          {sheet}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function PaneSplitter({ panes }: { readonly panes: readonly StreamPane[] }) {
  const isTight = useMediaQuery("(max-width: 1399px)", false);
  const [chosen, setChosen] = useLocalStorage<Readonly<Record<string, number>>>({
    key: "foldline-stream-pane-widths",
    defaultValue: {},
  });
  const names = panes.map(({ name }) => name).join(" ");
  const [dragged, setDragged] = useState<{ readonly names: string; readonly sizes: SplitterPaneSize[] } | null>(null);
  const remembered = panes.map(
    ({ name, width }): SplitterPaneSize => (width === undefined ? 100 : `${chosen[name] ?? width[isTight ? 1 : 0]}px`),
  );
  const keep = (sizes: readonly SplitterPaneSize[]) => {
    setDragged(null);
    setChosen({
      ...chosen,
      ...Object.fromEntries(
        panes.flatMap(({ name, width }, index) => {
          const px = pixels(sizes[index]);
          return width === undefined || px === null ? [] : [[name, px]];
        }),
      ),
    });
  };
  return (
    <Splitter
      key={names}
      className={classes.panes}
      lineSize={1}
      withHandle={false}
      handleColor="var(--fl-line)"
      sizes={dragged?.names === names ? dragged.sizes : remembered}
      onSizeChange={(sizes) => setDragged({ names, sizes })}
      onResizeEnd={(_, sizes) => keep(sizes)}
    >
      {panes.map(({ name, width, content }, index) => (
        <Splitter.Pane
          key={name}
          className={classes.pane}
          defaultSize={remembered[index] ?? 100}
          min={width === undefined ? 20 : "240px"}
        >
          {content}
        </Splitter.Pane>
      ))}
    </Splitter>
  );
}

function pixels(size: SplitterPaneSize | undefined): number | null {
  return typeof size === "string" && size.endsWith("px") ? Math.round(Number.parseFloat(size)) : null;
}
