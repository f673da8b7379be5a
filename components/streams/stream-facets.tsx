"use client";
import { UnstyledButton } from "@mantine/core";
import type { StreamCounts } from "@/lib/api/streams";
import { formatCount } from "@/lib/format/number";
import classes from "./stream-facets.module.css";

interface StreamFacetsProps {
  readonly counts: StreamCounts;
  readonly category: string | null;
  readonly versions: string | null;
  readonly onCategory: (category: string | null) => void;
  readonly onVersions: (versions: string | null) => void;
}

/** How many streams each choice would give, before it is made. */
export function StreamFacets({ counts, category, versions, onCategory, onVersions }: StreamFacetsProps) {
  const shown = counts.categories.some((entry) => entry.category === category) || category === null;
  const categories = shown ? counts.categories : [{ category, count: 0 }, ...counts.categories];
  return (
    <div className={classes.facets}>
      <Facet title="Category">
        <Choice
          label="All"
          count={counts.all}
          of={counts.all}
          chosen={category === null}
          onChoose={() => onCategory(null)}
        />
        {categories.map(({ category: name, count }) => (
          <Choice
            key={name}
            label={name}
            count={count}
            of={counts.all}
            chosen={name === category}
            onChoose={() => onCategory(name === category ? null : name)}
          />
        ))}
      </Facet>
      <Facet title="Version">
        {counts.versions.map(({ from, to, count }) => {
          const value = `${from}-${to ?? ""}`;
          return (
            <Choice
              key={value}
              label={to === null ? `over ${formatCount(from - 1)}` : `${from} to ${formatCount(to)}`}
              count={count}
              of={counts.all}
              chosen={versions === value}
              onChoose={() => onVersions(versions === value ? null : value)}
            />
          );
        })}
      </Facet>
    </div>
  );
}

function Facet({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className={classes.facet} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly count: number;
  readonly of: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, count, of, chosen, onChoose }: ChoiceProps) {
  return (
    <li>
      <UnstyledButton className={classes.choice} aria-pressed={chosen} onClick={onChoose}>
        <span className={classes.label} title={label}>
          {label}
        </span>
        <span className={classes.share} aria-hidden="true">
          <span style={{ width: `${of === 0 ? 0 : (100 * count) / of}%` }} />
        </span>
        <span className={classes.count}>{formatCount(count)}</span>
      </UnstyledButton>
    </li>
  );
}
