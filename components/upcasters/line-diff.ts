export interface DiffLine {
  readonly text: string;
  readonly kind: "same" | "changed" | "none";
}

export interface SideBySide {
  readonly before: DiffLine;
  readonly after: DiffLine;
}

/** Two texts line by line, lines that both have beside each other. A comma at the end does not make a line differ. */
export function sideBySide(before: string, after: string): SideBySide[] {
  const left = before.split("\n");
  const right = after.split("\n");
  const table = commonLengths(left, right);
  const rows: SideBySide[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++) {
      rows.push({ before: changed(removed[index]), after: changed(added[index]) });
    }
    removed = [];
    added = [];
  };
  for (let l = 0, r = 0; l < left.length || r < right.length; ) {
    const [leftLine, rightLine] = [left[l], right[r]];
    if (leftLine !== undefined && rightLine !== undefined && bare(leftLine) === bare(rightLine)) {
      flush();
      rows.push({ before: { text: leftLine, kind: "same" }, after: { text: rightLine, kind: "same" } });
      l += 1;
      r += 1;
    } else if (rightLine === undefined || (leftLine !== undefined && at(table, l + 1, r) >= at(table, l, r + 1))) {
      removed.push(leftLine ?? "");
      l += 1;
    } else {
      added.push(rightLine);
      r += 1;
    }
  }
  flush();
  return rows;
}

function changed(text: string | undefined): DiffLine {
  return text === undefined ? { text: "", kind: "none" } : { text, kind: "changed" };
}

function bare(line: string): string {
  return line.replace(/,$/, "");
}

/** The length of the longest common subsequence of what follows each pair of places. */
function commonLengths(left: readonly string[], right: readonly string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let l = left.length - 1; l >= 0; l--) {
    for (let r = right.length - 1; r >= 0; r--) {
      const row = table[l];
      if (row === undefined) continue;
      const same = bare(left[l] ?? "") === bare(right[r] ?? "");
      row[r] = same ? at(table, l + 1, r + 1) + 1 : Math.max(at(table, l + 1, r), at(table, l, r + 1));
    }
  }
  return table;
}

function at(table: readonly (readonly number[])[], l: number, r: number): number {
  return table[l]?.[r] ?? 0;
}
