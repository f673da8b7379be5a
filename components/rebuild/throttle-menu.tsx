"use client";
import { Menu } from "@mantine/core";
import { IconChevronDown, IconGauge } from "@tabler/icons-react";
import { RoleButton } from "@/components/actions/role-button";
import type { Rebuild } from "@/lib/api/rebuilds";
import { hasRole, type Role } from "@/lib/auth/role";
import { THROTTLE_CHOICES, throttleWords } from "./throttle-choices";
import { useRebuildChange } from "./use-rebuild-change";

interface ThrottleMenuProps {
  readonly rebuild: Pick<Rebuild, "id" | "throttle" | "phase">;
  readonly role: Role;
}

/** How fast the build may read; a choice acts within a second. */
export function ThrottleMenu({ rebuild, role }: ThrottleMenuProps) {
  const { id, throttle } = rebuild;
  const [change, pending] = useRebuildChange(id);
  const button = (
    <RoleButton
      role={role}
      needs="operator"
      loading={pending}
      leftSection={<IconGauge size={14} />}
      rightSection={<IconChevronDown size={14} />}
    >
      Throttle: {throttleWords(throttle)}
    </RoleButton>
  );
  if (!hasRole(role, "operator")) return button;
  return (
    <Menu position="bottom-end">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>The build reads at most</Menu.Label>
        {THROTTLE_CHOICES.map(({ value, label }) => (
          <Menu.Item
            key={value}
            fw={value === String(throttle ?? "") ? 600 : 400}
            aria-current={value === String(throttle ?? "") || undefined}
            onClick={() => change({ throttle: value })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
