"use client";
import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import { IconEyeOff, IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { formatCount } from "@/lib/format/number";
import classes from "./diff-view.module.css";

interface IgnoredPathsButtonProps {
  readonly ignored: readonly string[];
  readonly onChange: (ignored: readonly string[]) => void;
}

/** The paths that the comparison leaves out: seen, taken back, and added by hand. */
export function IgnoredPathsButton({ ignored, onChange }: IgnoredPathsButtonProps) {
  const [text, setText] = useState("");
  const add = (event: FormEvent) => {
    event.preventDefault();
    const path = text.trim();
    if (path === "") return;
    onChange([...new Set([...ignored, path])]);
    setText("");
  };
  return (
    <Popover position="bottom-end" width="min(320px, calc(100vw - 24px))" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconEyeOff size={14} aria-hidden="true" />}>
          Ignored paths {formatCount(ignored.length)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Ignored paths">
        {ignored.length === 0 ? (
          <p className="secondary">No path is ignored: every value is compared.</p>
        ) : (
          <ul className={classes.ignored} aria-label="Ignored paths">
            {ignored.map((path) => (
              <li key={path}>
                <span className="mono">{path}</span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Compare ${path} again`}
                  onClick={() => onChange(ignored.filter((each) => each !== path))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <form className={classes.ignore} onSubmit={add}>
          <TextInput
            aria-label="Path to ignore"
            placeholder="lines[*].updatedAt"
            classNames={{ input: "mono" }}
            spellCheck={false}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" disabled={text.trim() === ""}>
            Ignore
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
