"use client";
import { CloseButton } from "@mantine/core";
import { useQueryStates } from "nuqs";
import type { ProjectionDetail } from "@/lib/api/projections";
import { FoldPanel } from "./fold-panel";
import { foldParsers } from "./fold-parsers";

/** The fold of one row above the stored ones, while the address names a key. */
export function FoldBeside({ projection }: { readonly projection: ProjectionDetail }) {
  const [{ key }, setUrl] = useQueryStates(foldParsers, { history: "push" });
  if (key === null) return null;
  return (
    <FoldPanel
      projection={projection}
      close={<CloseButton aria-label="Close the fold" onClick={() => setUrl({ key: null, position: null })} />}
    />
  );
}
