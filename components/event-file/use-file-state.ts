"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fileStateQuery } from "@/lib/api/file-state";
import { foldFile } from "./fold-file";
import type { OpenFile } from "./open-file";

/** The state of a stream of the file at a version, and how far folding it has got. */
export function useFileState(file: OpenFile, streamId: string, version: number, enabled = true) {
  const [folded, setFolded] = useState(0);
  const query = useQuery({
    ...fileStateQuery({ file: file.id, streamId, version }, (place, signal) =>
      foldFile(file, place, { signal, onProgress: setFolded }),
    ),
    enabled,
  });
  return { ...query, folded };
}
