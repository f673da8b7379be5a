import { Kbd } from "@mantine/core";
import classes from "./key-hints.module.css";

/** The keys of a list, in its foot; not shown where there is no keyboard. */
export function KeyHints({ hints }: { readonly hints: readonly (readonly [keys: string, what: string])[] }) {
  return (
    <span className={classes.hints}>
      {hints.map(([keys, what]) => (
        <span key={keys}>
          {keys.split(" ").map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
          {what}
        </span>
      ))}
    </span>
  );
}
