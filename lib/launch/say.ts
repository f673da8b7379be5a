/** Tells the person at the terminal what happens; stdout is for results. */
export type Say = (line: string) => void;

/** One line of progress on stderr, its subject in a column of its own. */
export function sayStep(subject: string, text: string): void {
  process.stderr.write(`  ${subject.padEnd(11)}${text}\n`);
}
