import type { ReactNode } from "react";
import classes from "./thumb-bar.module.css";

/** A page's actions: in the top bar, and on a phone at its foot, where the thumb is. */
export function ThumbBar({ children }: { readonly children: ReactNode }) {
  return <div className={classes.bar}>{children}</div>;
}
