interface Marked {
  readonly severity: "error" | "warning";
  readonly from: number;
  readonly to: number;
}

export interface MarkedPart {
  readonly text: string;
  readonly tone: "error" | "warning" | null;
  readonly from: number;
}

/** A text cut where marks begin and end; where they overlap, an error shows. */
export function markedParts(text: string, marks: readonly Marked[]): MarkedPart[] {
  const cuts = new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])]);
  const places = [...cuts].filter((place) => place >= 0 && place <= text.length).toSorted((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const over = marks.filter((mark) => mark.from <= from && mark.to > from);
    const error = over.some(({ severity }) => severity === "error");
    return {
      text: text.slice(from, places[index + 1]),
      tone: error ? "error" : over.length > 0 ? "warning" : null,
      from,
    };
  });
}
