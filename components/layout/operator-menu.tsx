"use client";
import { ActionIcon, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import { IconKey, IconLogout, IconMoon, IconSun, IconSunMoon, IconWorld } from "@tabler/icons-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import type { Operator } from "@/lib/auth/operator";
import classes from "./operator-menu.module.css";
import { useTimeZone } from "./time-zone";

const ROLE_NAMES = { viewer: "Viewer", operator: "Operator", admin: "Admin" } as const;

/** Who is signed in, with role and time zone; colour scheme; the way out. */
export function OperatorMenu({ operator }: { readonly operator: Operator }) {
  const timeZone = useTimeZone();
  const { setColorScheme } = useMantineColorScheme();
  const role = ROLE_NAMES[operator.role];
  const leave = async () => {
    await signOut({ redirect: false });
    window.location.assign("/sign-in");
  };
  return (
    <div className={classes.foot}>
      <Menu position="top-start" width={240} withinPortal>
        <Menu.Target>
          <button type="button" className={classes.operator} title="Account">
            <span className={classes.initials} aria-hidden="true">
              {initials(operator.name)}
            </span>
            <span className={classes.words}>
              <span className={classes.name}>{operator.name}</span>
              <span className={classes.role} title={timeZone}>
                {role} · {timeZone}
              </span>
            </span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{operator.email}</Menu.Label>
          <Menu.Item component={Link} href="/settings#password" leftSection={<IconKey size={14} />}>
            Change password
          </Menu.Item>
          <Menu.Item component={Link} href="/settings#time-zone" leftSection={<IconWorld size={14} />}>
            Change time zone
          </Menu.Item>
          <Menu.Item onClick={() => setColorScheme("auto")} leftSection={<IconSunMoon size={14} />}>
            Colours of the system
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={leave} leftSection={<IconLogout size={14} />}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ColourSchemeSwitch />
    </div>
  );
}

function ColourSchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const mounted = useMounted();
  const computed = useComputedColorScheme("light");
  const scheme = mounted ? computed : "light";
  const other = scheme === "light" ? "dark" : "light";
  return (
    <Tooltip label={`Switch to ${other}`}>
      <ActionIcon
        onClick={() => setColorScheme(other)}
        aria-label={`Switch to ${other} colours`}
        className={classes.scheme ?? ""}
      >
        {scheme === "light" ? <IconSun size={16} stroke={1.6} /> : <IconMoon size={16} stroke={1.6} />}
      </ActionIcon>
    </Tooltip>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}
