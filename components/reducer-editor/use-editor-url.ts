"use client";
import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

const parsers = {
  /** The definition as a form or as JSON. */
  face: parseAsStringLiteral(["form", "text"]).withDefault("form"),
  /** How many streams the preview folds. */
  sample: parseAsInteger.withDefault(20),
  stream: parseAsString,
  version: parseAsInteger,
  beside: parseAsBoolean.withDefault(false),
};

interface EditorPlace {
  readonly face: "form" | "text";
  readonly sample: number;
  readonly stream: string | null;
  readonly version: number | null;
  readonly beside: boolean;
}

export interface EditorUrl extends EditorPlace {
  readonly set: (change: Partial<EditorPlace>) => void;
}

/** What the editor of a reducer keeps in its URL: what the preview shows. */
export function useEditorUrl(): EditorUrl {
  const [place, setPlace] = useQueryStates(parsers, { history: "replace" });
  const sample = Math.min(100, Math.max(1, place.sample));
  return { ...place, sample, set: (change) => void setPlace(change) };
}
