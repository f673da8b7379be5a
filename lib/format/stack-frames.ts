export interface StackFrame {
  readonly text: string;
  /** Not the projection's own code: the engine's, a library's or Node's. */
  readonly foreign: boolean;
}

export interface StackParts {
  /** What stands above the first frame, the message. */
  readonly message: string;
  readonly frames: readonly StackFrame[];
}

const FRAME = /^\s*at\s/;
const FOREIGN = /node_modules|node:|\/lib\/engine\/|<anonymous>/;

/** A stack cut into its message and its frames, with paths from the project's root on. */
export function stackFrames(stack: string): StackParts {
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => FRAME.test(line));
  const end = first === -1 ? lines.length : first;
  return {
    message: lines.slice(0, end).join("\n"),
    frames: lines
      .slice(end)
      .filter((line) => line.trim() !== "")
      .map((line) => ({ text: shortened(line.trim()), foreign: FOREIGN.test(line) })),
  };
}

function shortened(line: string): string {
  return line.replace(/(?:file:\/\/)?\/[^\s():]*?\/((?:lib|node_modules|app|src)\/)/, "$1");
}
