"use client";
import { Select } from "@mantine/core";
import { useState } from "react";

/** Chooses one more event type that a definition looks at. */
export function AddType({
  types,
  onAdd,
}: {
  readonly types: readonly string[];
  readonly onAdd: (type: string) => void;
}) {
  // A new one for each type that was added: a Select keeps the text of its last choice.
  const [added, setAdded] = useState(0);
  return (
    <Select
      key={added}
      aria-label="Add event type"
      placeholder="Add event type…"
      searchable
      data={[...types]}
      value={null}
      nothingFoundMessage="No such type is stored"
      onChange={(type) => {
        if (type === null) return;
        onAdd(type);
        setAdded(added + 1);
      }}
    />
  );
}
