"use client";
import { useState } from "react";
import { formatCount } from "@/lib/format/number";
import classes from "./long-text.module.css";
import { ShownText } from "./shown-text";

const FIRST = 2_000;
const MORE = 20_000;

/** A text of others of any length: its beginning, and more of it as often as that is asked for. */
export function LongText({ text }: { readonly text: string }) {
  const [length, setLength] = useState(FIRST);
  if (text.length <= length) return <ShownText text={text} />;
  return (
    <>
      <ShownText text={wholeCharacters(text.slice(0, length))} />
      <button type="button" className={classes.more} onClick={() => setLength(length + MORE)}>
        show {formatCount(Math.min(MORE, text.length - length))} more of {formatCount(text.length)} characters
      </button>
    </>
  );
}

/** A pair of surrogates is not cut in two. */
function wholeCharacters(cut: string): string {
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
