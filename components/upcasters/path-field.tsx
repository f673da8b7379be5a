"use client";
import { Autocomplete } from "@mantine/core";
import type { ScopePath } from "@/lib/api/upcaster-preview";
import { formatPercent } from "@/lib/format/number";
import classes from "./operation-row.module.css";

interface PathFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  /** What occurs before the operation. */
  readonly paths: readonly ScopePath[];
  readonly error?: string | undefined;
  readonly readOnly: boolean;
  readonly onChange: (value: string) => void;
}

/** A path into the data, with the paths that really occur to choose from. */
export function PathField({ label, value, placeholder, paths, error, readOnly, onChange }: PathFieldProps) {
  const byPath = new Map(paths.map((path) => [path.path, path]));
  return (
    <Autocomplete
      aria-label={label}
      placeholder={placeholder}
      classNames={{ input: `mono ${classes.chip}`, wrapper: classes.chipWrapper ?? "", root: classes.chipRoot ?? "" }}
      data={[...byPath.keys()]}
      value={value}
      error={error}
      readOnly={readOnly}
      comboboxProps={{ width: "max-content", position: "bottom-start" }}
      maxDropdownHeight={264}
      limit={100}
      spellCheck={false}
      autoCapitalize="off"
      renderOption={({ option }) => {
        const path = byPath.get(option.value);
        return (
          <span className={classes.option}>
            <code>{option.value}</code>
            {path !== undefined && (
              <>
                <span className="hint">{path.kinds.join(" or ")}</span>
                <span className={classes.presence} data-some={path.presence < 1 || undefined}>
                  {path.presence === 1 ? "in all" : `in ${formatPercent(path.presence, path.presence > 0.9 ? 2 : 1)}`}
                </span>
              </>
            )}
          </span>
        );
      }}
      onChange={onChange}
    />
  );
}
