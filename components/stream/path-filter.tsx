import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";

interface PathFilterProps {
  readonly className: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Keeps the paths that contain what is typed. */
export function PathFilter({ className, value, onChange }: PathFilterProps) {
  return (
    <TextInput
      className={className ?? ""}
      aria-label="Filter by path"
      placeholder="Filter by path"
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
