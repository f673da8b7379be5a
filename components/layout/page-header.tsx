import { IconChevronLeft } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { visibleText } from "@/lib/format/visible-text";
import { FoldedActions } from "./folded-actions";
import { NavigationButton } from "./navigation-button";
import classes from "./page-header.module.css";
import { ShownText } from "./shown-text";

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

interface PageHeaderProps {
  readonly title: ReactNode;
  /** The title is an id: monospace. */
  readonly mono?: boolean;
  /** Where this page lies, outermost first; a phone shows the last as the way back. */
  readonly breadcrumb?: readonly Crumb[];
  /** One line of facts after the title: tags, counts, times. */
  readonly facts?: ReactNode;
  /** The page's actions, at most one of them filled. */
  readonly actions?: ReactNode;
  /** There are so many of them that a phone shows them behind one button. */
  readonly folds?: boolean;
}

/** The top bar of a page, 48 px. */
export function PageHeader({ title, mono = false, breadcrumb = [], facts, actions, folds = false }: PageHeaderProps) {
  const back = breadcrumb.at(-1);
  return (
    <header className={classes.bar}>
      {back === undefined ? (
        <NavigationButton />
      ) : (
        <Link href={back.href} className={classes.back} aria-label={`Back to ${visibleText(back.label)}`}>
          <IconChevronLeft size={20} aria-hidden="true" />
        </Link>
      )}
      <div className={classes.where}>
        {breadcrumb.length > 0 && (
          <nav aria-label="Breadcrumb" className={classes.crumbs}>
            <ol>
              {breadcrumb.map((crumb) => (
                <li key={crumb.href}>
                  <Link href={crumb.href}>
                    <ShownText text={crumb.label} />
                  </Link>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1 className={`${classes.title} ${mono ? classes.mono : ""}`}>
          {typeof title === "string" ? <ShownText text={title} /> : title}
        </h1>
      </div>
      {facts !== undefined && <div className={classes.facts}>{facts}</div>}
      {actions !== undefined && (
        <div className={classes.actions}>{folds ? <FoldedActions>{actions}</FoldedActions> : actions}</div>
      )}
    </header>
  );
}

/** A bar under the top bar for filters, the "as of" control or tabs. */
export function SecondBar({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  return (
    <section className={classes.second} aria-label={label}>
      {children}
    </section>
  );
}

/** The content under the bars: cards with 16 px around and between them; the page scrolls inside it. */
export function PageBody({ children }: { readonly children: ReactNode }) {
  return <div className={classes.body}>{children}</div>;
}
