import type { ReactNode } from "react";
import classes from "./panel.module.css";

interface PanelProps {
  readonly title: ReactNode;
  /** Grey words after the title. */
  readonly note?: ReactNode;
  /** What stands at the right of the head: figures, a legend, a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Space around the content; off for tables and lists, which bring their own. */
  readonly padded?: boolean;
  /** Takes the height that is left and scrolls inside. */
  readonly fill?: boolean;
  readonly className?: string | undefined;
}

/** A card on the canvas with a head of 40 px. */
export function Panel({ title, note, aside, children, padded = false, fill = false, className }: PanelProps) {
  return (
    <section className={`${classes.panel} ${className ?? ""}`} data-fill={fill || undefined}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {note !== undefined && <div className={classes.note}>{note}</div>}
        {aside !== undefined && <div className={classes.aside}>{aside}</div>}
      </header>
      <div className={classes.body} data-padded={padded || undefined}>
        {children}
      </div>
    </section>
  );
}
