"use client";
import { Autocomplete } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { findStreams } from "@/components/layout/find-sources";

interface StreamFieldProps {
  readonly streamId: string;
  /** The page's own stream. */
  readonly here: string;
  /** Null: the page's own. */
  readonly onChange: (streamId: string | null) => void;
}

/** The stream of a side, found by a part of its id. */
export function StreamField({ streamId, here, onChange }: StreamFieldProps) {
  const [text, setText] = useState(streamId);
  const [sought] = useDebouncedValue(text.trim(), 200);
  const { data = [] } = useQuery({
    queryKey: ["compare", "streams", sought],
    queryFn: ({ signal }) => findStreams(sought, signal),
    enabled: sought !== "" && sought !== streamId,
    staleTime: 30_000,
  });
  const choose = (wanted: string) => {
    const id = wanted.trim() === "" ? here : wanted.trim();
    setText(id);
    if (id !== streamId) onChange(id === here ? null : id);
  };
  return (
    <Autocomplete
      label="Stream"
      classNames={{ input: "mono" }}
      spellCheck={false}
      maxLength={512}
      data={data.map(({ label }) => label)}
      filter={({ options }) => options}
      comboboxProps={{ withinPortal: false }}
      value={text}
      onChange={setText}
      onOptionSubmit={choose}
      onKeyDown={(event) => event.key === "Enter" && choose(text)}
      onBlur={() => setText(streamId)}
    />
  );
}
