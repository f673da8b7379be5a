"use client";
import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { useKeys } from "./use-keys";

interface SearchFieldProps {
  readonly className: string | undefined;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly maxLength: number;
  /** For ids only. */
  readonly mono?: boolean;
  /** null: nothing is searched for. */
  readonly onChange: (value: string | null) => void;
}

/** The search over a list: `/` goes into it, Enter and Escape leave it for the rows. */
export function SearchField(props: SearchFieldProps) {
  const { className, label, placeholder, value, maxLength, mono = false, onChange } = props;
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.select() });
  return (
    <TextInput
      ref={field}
      className={className ?? ""}
      classNames={mono ? { input: "mono" } : {}}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        value === "" ? null : <CloseButton size={20} aria-label="Clear search" onClick={() => onChange(null)} />
      }
      value={value}
      maxLength={maxLength}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" && event.key !== "Enter") return;
        // The browser's own Escape would empty the field.
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  );
}
