import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./faces.module.css";

interface EmptyStateProps {
  readonly icon?: TablerIcon;
  /** What is true: "No dead letters". */
  readonly title: string;
  /** One sentence on the fact, one on what would appear here. */
  readonly children?: ReactNode;
  /** At most one button. */
  readonly action?: ReactNode;
}

/** The face of a list with nothing in it, or of a filter that nothing matches. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {Icon !== undefined && <Icon size={20} stroke={1.6} aria-hidden="true" />}
      <p className={classes.title}>{title}</p>
      {children !== undefined && <p className={classes.words}>{children}</p>}
      {action}
    </div>
  );
}
