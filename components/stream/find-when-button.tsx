"use client";
import { Kbd, UnstyledButton } from "@mantine/core";
import classes from "./find-when-button.module.css";
import type { StreamPlace } from "./use-stream";

/** Opens and closes the search for the first event after which a condition on the state holds. */
export function FindWhenButton({ place: { url, setUrl } }: { readonly place: StreamPlace }) {
  return (
    <UnstyledButton
      className={classes.button ?? ""}
      aria-pressed={url.when !== null}
      onClick={() => void setUrl({ when: url.when === null ? "" : null })}
    >
      <Kbd size="xs">B</Kbd>
      find the first event where…
    </UnstyledButton>
  );
}
