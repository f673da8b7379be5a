import { NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import classes from "./rebuild-dialog.module.css";

export interface ChosenScope {
  readonly scope: "whole" | "stream" | "partition";
  /** The stream's id or the partition's number, as typed. */
  readonly scopeOf: string;
}

interface ScopeChoiceProps {
  readonly chosen: ChosenScope;
  readonly partitions: number;
  readonly onChange: (chosen: ChosenScope) => void;
}

const SCOPES = [
  { value: "whole", label: "Whole projection" },
  { value: "stream", label: "One stream" },
  { value: "partition", label: "One partition" },
];

/** How much of it is rebuilt. */
export function ScopeChoice({ chosen: { scope, scopeOf }, partitions, onChange }: ScopeChoiceProps) {
  return (
    <div className={classes.scope}>
      <SegmentedControl
        aria-label="What to rebuild"
        data={SCOPES}
        value={scope}
        onChange={(value) => onChange({ scope: value as ChosenScope["scope"], scopeOf: "" })}
      />
      {scope === "stream" && (
        <TextInput
          label="Stream"
          placeholder="order-4f2a91c7"
          classNames={{ input: "mono" }}
          value={scopeOf}
          onChange={(event) => onChange({ scope, scopeOf: event.currentTarget.value })}
        />
      )}
      {scope === "partition" && (
        <NumberInput
          label="Partition"
          description={`0 to ${Math.max(0, partitions - 1)}`}
          min={0}
          max={Math.max(0, partitions - 1)}
          allowDecimal={false}
          value={scopeOf}
          onChange={(value) => onChange({ scope, scopeOf: String(value) })}
        />
      )}
    </div>
  );
}
