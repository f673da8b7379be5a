"use client";
import { UnstyledButton } from "@mantine/core";
import Link from "next/link";
import { useState } from "react";
import { ShownText } from "@/components/layout/shown-text";
import { StatusTag } from "@/components/layout/status-tag";
import type { MadeEvent, TracedExample } from "@/lib/api/upcaster-preview";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./example-view.module.css";
import { Sides } from "./sides";
import { StreamBeforeAfter } from "./stream-before-after";

interface ExampleViewProps {
  readonly example: TracedExample;
  readonly draft: UpcasterDraft;
  readonly id: string | null;
}

/** One stored event beside what the draft makes of it, or what it is after each operation. */
export function ExampleView({ example, draft, id }: ExampleViewProps) {
  const { streamId, version, position, before, after, failure, elapsedUs, steps, storedAs } = example;
  const [chosen, setChosen] = useState<number | null>(null);
  const step = chosen === null ? undefined : steps[chosen];
  const previous = chosen === null || chosen === 0 ? before : (steps[chosen - 1]?.after ?? before);
  const from = `v${draft.fromVersion}`;
  return (
    <>
      <p className={classes.event}>
        <Link href={streamHref(streamId, `version=${version}`)} className={`mono ${classes.id}`}>
          <ShownText text={streamId} />
        </Link>
        <span className="secondary">
          version {version} · position {formatCount(BigInt(position))}
        </span>
        <span className={classes.time}>
          {formatCounted(draft.operations.length, "operation")}, {formatDuration(elapsedUs / 1000)}
        </span>
      </p>
      {steps.length > 1 && (
        <Steps steps={steps} chosen={chosen} onChoose={setChosen} failed={failure?.operation ?? null} />
      )}
      {failure !== null && (
        <p className={classes.failure} role="alert">
          <StatusTag status="stopped">
            {failure.operation === null ? "It fails" : `Operation ${failure.operation + 1} fails`}
          </StatusTag>{" "}
          {failure.message}
          {failure.value !== null && (
            <>
              {" "}
              At {failure.path} stands <code>{failure.value}</code>.
            </>
          )}
        </p>
      )}
      {step === undefined ? (
        <>
          <Sides
            before={before}
            beforeLabel={storedAs === null ? `${from} as stored` : `${from}, stored as v${storedAs.schemaVersion}`}
            after={after === null ? null : textOf(after)}
            afterLabel={after === null ? "nothing" : labelOf(after, draft)}
          />
          {after !== null && <Fit after={after} />}
        </>
      ) : (
        <Sides
          before={previous}
          beforeLabel={chosen === 0 ? `${from} as stored` : `after operation ${chosen}`}
          after={step.after ?? (after === null ? null : textOf(after))}
          afterLabel={`after operation ${step.operation + 1}`}
        />
      )}
      <StreamBeforeAfter streamId={streamId} draft={draft} id={id} />
    </>
  );
}

interface StepsProps {
  readonly steps: TracedExample["steps"];
  readonly chosen: number | null;
  readonly failed: number | null;
  readonly onChoose: (step: number | null) => void;
}

function Steps({ steps, chosen, failed, onChoose }: StepsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a box with a legend.
    <div className={classes.steps} role="group" aria-label="Effect of">
      <span className="hint">Effect of</span>
      <UnstyledButton className={classes.step ?? ""} aria-pressed={chosen === null} onClick={() => onChoose(null)}>
        all
      </UnstyledButton>
      {steps.map(({ operation }, index) => (
        <UnstyledButton
          key={operation}
          className={classes.step ?? ""}
          aria-label={`operation ${operation + 1}`}
          aria-pressed={chosen === index}
          data-failing={failed === operation || undefined}
          onClick={() => onChoose(index)}
        >
          {operation + 1}
        </UnstyledButton>
      ))}
    </div>
  );
}

function textOf(made: readonly MadeEvent[]): string {
  if (made.length === 0) return "";
  if (made.length === 1) return made[0]?.data ?? "";
  return made.map(({ type, schemaVersion, data }) => `// ${type} v${schemaVersion}\n${data}`).join("\n");
}

function labelOf(made: readonly MadeEvent[], draft: UpcasterDraft): string {
  const [only, ...others] = made;
  if (only === undefined) return "passed over";
  if (others.length > 0) return `${made.length} events`;
  return only.type === draft.type ? `v${only.schemaVersion}` : `${only.type} v${only.schemaVersion}`;
}

function Fit({ after }: { readonly after: readonly MadeEvent[] }) {
  if (after.length === 0) return <p className={classes.fit}>The event is dropped: whoever reads it gets nothing.</p>;
  const misfit = after.find(({ schema }) => schema === "misfit");
  const known = after.filter(({ schema }) => schema !== "none");
  const name = ({ type, schemaVersion }: MadeEvent) => `${type} v${schemaVersion}`;
  if (misfit !== undefined) {
    return (
      <p className={classes.fit}>
        <StatusTag status="stopped">Does not fit the JSON Schema of {name(misfit)}</StatusTag> {misfit.misfit}
      </p>
    );
  }
  if (known.length === 0) {
    return <p className={`${classes.fit} hint`}>No JSON Schema is published for {after.map(name).join(", ")}</p>;
  }
  return (
    <p className={classes.fit}>
      <StatusTag status="ok">Fits the JSON Schema of {known.map(name).join(", ")}</StatusTag>
    </p>
  );
}
