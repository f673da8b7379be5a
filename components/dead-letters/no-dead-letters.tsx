import { Button } from "@mantine/core";
import { IconMailX } from "@tabler/icons-react";
import { EmptyState } from "@/components/layout/empty-state";
import { formatCount } from "@/lib/format/number";

interface NoDeadLettersProps {
  readonly narrowed: boolean;
  readonly stopped: number;
  readonly appliedUpTo: string;
  readonly onClear: () => void;
}

/** The face of an empty list: everything was applied, or the filter matches nothing. */
export function NoDeadLetters({ narrowed, stopped, appliedUpTo, onClear }: NoDeadLettersProps) {
  if (narrowed) {
    return (
      <EmptyState
        icon={IconMailX}
        title="No dead letter matches"
        action={<Button onClick={onClear}>Clear the filters</Button>}
      >
        None passes all of these filters at once.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={IconMailX} title={stopped > 0 ? "Nothing else is held back" : "No dead letters"}>
      {stopped === 0 && `Every event up to ${formatCount(BigInt(appliedUpTo))} was applied. `}
      An event that a projection cannot apply appears here, with every attempt and what waits behind it.
    </EmptyState>
  );
}
