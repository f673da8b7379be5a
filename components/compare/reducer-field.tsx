"use client";
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { reducersQuery } from "@/lib/api/reducers-queries";

interface ReducerFieldProps {
  readonly streamId: string;
  /** Null: the one that the category's streams are shown with. */
  readonly reducer: string | null;
  readonly onChange: (reducer: string | null) => void;
}

/** The reducer of a side. */
export function ReducerField({ streamId, reducer, onChange }: ReducerFieldProps) {
  const { data } = useQuery({ ...reducersQuery(), staleTime: 30_000 });
  const category = streamId.split("-", 1)[0] ?? streamId;
  const known = data?.categories.find((each) => each.category === category)?.reducers ?? [];
  const usable = known.filter(({ state, source }) => state === "in use" || source !== "console");
  const first = usable.find(({ isDefault }) => isDefault)?.name;
  const names = [...new Set([...usable.map(({ name }) => name), ...(reducer === null ? [] : [reducer])])];
  return (
    <Select
      label="Reducer"
      comboboxProps={{ withinPortal: false }}
      data={[
        { value: "", label: first === undefined ? "The first of the category" : `${first}, the first of the category` },
        ...names.filter((name) => name !== first).map((name) => ({ value: name, label: name })),
      ]}
      value={reducer === null || reducer === first ? "" : reducer}
      onChange={(value) => onChange(value === "" ? null : value)}
      allowDeselect={false}
    />
  );
}
