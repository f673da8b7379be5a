"use client";
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { isUnpublished } from "@/lib/api/upcasters";
import { upcastersQuery } from "@/lib/api/upcasters-queries";

interface DraftFieldProps {
  readonly draft: string | null;
  readonly onChange: (draft: string | null) => void;
}

/** The draft upcaster that the events of a side are read with. */
export function DraftField({ draft, onChange }: DraftFieldProps) {
  const { data } = useQuery({ ...upcastersQuery(), staleTime: 30_000 });
  const drafts = (data?.upcasters ?? []).filter(({ source, state }) => source === "console" && isUnpublished(state));
  const known = drafts.map(({ id, title, from, to }) => ({
    value: id,
    label: `${title}: ${from.type} v${from.schemaVersion} → ${to.type === from.type ? "" : `${to.type} `}v${to.schemaVersion}`,
  }));
  const isKnown = draft === null || known.some(({ value }) => value === draft);
  return (
    <Select
      label="Draft upcaster"
      description={drafts.length === 0 ? "There is no draft: events are read as everywhere." : undefined}
      comboboxProps={{ withinPortal: false }}
      searchable
      data={[{ value: "", label: "None" }, ...known, ...(isKnown ? [] : [{ value: draft, label: draft }])]}
      value={draft ?? ""}
      onChange={(value) => onChange(value === "" ? null : value)}
      allowDeselect={false}
    />
  );
}
