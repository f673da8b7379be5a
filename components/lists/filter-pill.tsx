import { Pill } from "@mantine/core";
import { ShownText } from "@/components/layout/shown-text";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./filter-pill.module.css";

interface FilterPillProps {
  readonly name: string;
  readonly value: string;
  /** Among filters that always stand there: in the colour of those that hold. */
  readonly accent?: boolean;
  readonly onRemove: () => void;
}

/** A filter that holds, with its way out. */
export function FilterPill({ name, value, accent = false, onRemove }: FilterPillProps) {
  return (
    <Pill
      classNames={{ root: classes.pill ?? "", label: classes.label ?? "" }}
      data-accent={accent || undefined}
      withRemoveButton
      onRemove={onRemove}
      removeButtonProps={{ "aria-label": `Remove the filter ${name} ${value}`, "aria-hidden": false, tabIndex: 0 }}
    >
      {name}{" "}
      <b title={visibleText(value)}>
        <ShownText text={value} />
      </b>
    </Pill>
  );
}
