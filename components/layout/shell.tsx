"use client";
import { Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Pulse } from "@/lib/api/pulse";
import { pulseQuery } from "@/lib/api/pulse";
import type { Operator } from "@/lib/auth/operator";
import type { StoreIdentity } from "@/lib/queries/overview/store-identity";
import { ClockProvider } from "./clock";
import { EventTypeSlotsProvider } from "./event-type-slots";
import { FindButton } from "./find-button";
import { Glyph } from "./glyph";
import { Navigation } from "./navigation";
import { OpenNavigation } from "./navigation-button";
import { OperatorMenu } from "./operator-menu";
import classes from "./shell.module.css";
import { Shortcuts } from "./shortcuts";
import { Spotlight } from "./spotlight";
import { StorePulse } from "./store-pulse";
import { StoreTag } from "./store-tag";
import { TimeZoneProvider } from "./time-zone";

interface ShellProps {
  readonly operator: Operator;
  readonly store: StoreIdentity;
  readonly pulse: Pulse;
  readonly timeZone: string | null;
  readonly now: number;
  readonly children: ReactNode;
}

/** The frame of every page: navigation at the left (icons under 1100 px, a drawer under 640), the page beside it. */
export function Shell({ operator, store, pulse: initialPulse, timeZone, now, children }: ShellProps) {
  const [opened, drawer] = useDisclosure(false);
  const { data: pulse, isError } = useQuery(pulseQuery(initialPulse));
  const side = (onNavigate?: () => void) => (
    <>
      <StoreTag store={store} />
      <FindButton {...(onNavigate === undefined ? {} : { onOpen: onNavigate })} />
      <Navigation pulse={pulse} {...(onNavigate === undefined ? {} : { onNavigate })} />
      <StorePulse pulse={pulse} stale={isError} />
      <OperatorMenu operator={operator} />
    </>
  );
  return (
    <ClockProvider now={now}>
      <TimeZoneProvider chosen={timeZone}>
        <EventTypeSlotsProvider types={pulse.eventTypes}>
          <OpenNavigation.Provider value={drawer.open}>
            <a href="#main" className={classes.skip}>
              Skip to content
            </a>
            <div className={classes.shell}>
              <header className={classes.side}>
                <p className={classes.brand}>
                  <Glyph />
                  <span className={classes.name}>Foldline</span>
                </p>
                {side()}
              </header>
              <main id="main" className={classes.main} tabIndex={-1}>
                {children}
              </main>
            </div>
            <Drawer
              opened={opened}
              onClose={drawer.close}
              size={288}
              title={
                <span className={classes.brand}>
                  <Glyph />
                  <span>Foldline</span>
                </span>
              }
              classNames={{ body: classes.drawer ?? "", content: classes.drawerContent ?? "" }}
              closeButtonProps={{ "aria-label": "Close navigation" }}
            >
              {side(drawer.close)}
            </Drawer>
            <Spotlight />
            <Shortcuts />
          </OpenNavigation.Provider>
        </EventTypeSlotsProvider>
      </TimeZoneProvider>
    </ClockProvider>
  );
}
