"use client";
import { Tooltip, VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Pulse } from "@/lib/api/pulse";
import { formatCount } from "@/lib/format/number";
import classes from "./navigation.module.css";
import { NAVIGATION, type NavigationItem, OVERVIEW } from "./navigation-items";

/** The pages, in groups, with a count only where something waits. `onNavigate` closes the drawer of a phone. */
export function Navigation({ pulse, onNavigate }: { readonly pulse: Pulse; readonly onNavigate?: () => void }) {
  return (
    <nav aria-label="Pages" className={classes.nav}>
      <ul>
        <Item item={OVERVIEW} pulse={pulse} onNavigate={onNavigate} />
      </ul>
      {NAVIGATION.map((group) => (
        <div key={group.title} className={classes.group}>
          <h2 className={classes.title}>{group.title}</h2>
          <ul>
            {group.items.map((item) => (
              <Item key={item.href} item={item} pulse={pulse} onNavigate={onNavigate} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

interface ItemProps {
  readonly item: NavigationItem;
  readonly pulse: Pulse;
  readonly onNavigate: (() => void) | undefined;
}

function Item({ item, pulse, onNavigate }: ItemProps) {
  const pathname = usePathname();
  const active = item.href === "/" ? pathname === "/" : pathname === item.href || pathname.startsWith(`${item.href}/`);
  const waiting = item.waiting?.count(pulse) ?? 0;
  return (
    <li>
      <Tooltip label={item.label} position="right" classNames={{ tooltip: classes.tooltip ?? "" }}>
        <Link
          href={item.href}
          className={classes.item}
          aria-current={active ? "page" : undefined}
          {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
          prefetch={false}
        >
          <item.icon size={16} stroke={1.6} className={classes.icon} aria-hidden="true" />
          <span className={classes.label}>{item.label}</span>
          {item.waiting !== undefined && waiting > 0 && (
            <span className={classes.count} data-tone={item.waiting.tone}>
              {formatCount(waiting)}
              <VisuallyHidden> {item.waiting.what}</VisuallyHidden>
            </span>
          )}
        </Link>
      </Tooltip>
    </li>
  );
}
