import { visibleParts } from "@/lib/format/visible-text";
import classes from "./shown-text.module.css";

/**
 * A text that came from an event, or any other text of others: its direction stays inside it, and what would not be
 * seen (controls, turns of direction, characters without width) is written out in grey.
 */
export function ShownText({ text }: { readonly text: string }) {
  const parts = visibleParts(text);
  return (
    <bdi>
      {parts.length === 1 && parts[0]?.written === false
        ? text
        : parts.map(({ shown, written }, index) =>
            written ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text.
              <span key={index} className={classes.written} title="Not visible in the text itself">
                {shown}
              </span>
            ) : (
              shown
            ),
          )}
    </bdi>
  );
}
