"use client";
import { useDisclosure } from "@mantine/hooks";
import { RoleButton } from "@/components/actions/role-button";
import { Json } from "@/components/layout/json";
import { StatusTag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { saveEventSchemaDraftAction } from "@/lib/actions/event-schemas";
import type { EventSchemaState, PublishedEventSchema } from "@/lib/api/event-schemas";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { MisfitList } from "./misfit-list";
import { RefusesDialog } from "./refuses-dialog";
import { SchemaFact, SchemaFacts } from "./schema-facts";
import classes from "./schema-panel.module.css";
import { useSchemaAction } from "./use-schema-action";
import { WithdrawDialog } from "./withdraw-dialog";

interface PublishedSectionProps {
  readonly state: EventSchemaState;
  readonly published: PublishedEventSchema;
  readonly role: Role;
}

/** The schema that holds: its text, who published it, how many events do not fit, and whether it refuses appends. */
export function PublishedSection({ state, published, role }: PublishedSectionProps) {
  const { type, schemaVersion } = state;
  const [refusing, refusal] = useDisclosure(false);
  const [withdrawing, withdrawal] = useDisclosure(false);
  const [correct, saving] = useSchemaAction(saveEventSchemaDraftAction);
  const { misfits, refuses, schema } = published;
  return (
    <div className={classes.section}>
      <div className={classes.columns}>
        <div className={classes.side}>
          <PublishedFacts published={published} />
          {state.codeDiffers && (
            <p className={classes.conflict} role="status">
              The code has another schema for this version, which workers report when they start. This one holds until
              it is withdrawn.
            </p>
          )}
          <div className={classes.buttons}>
            <RoleButton role={role} needs="admin" onClick={refusal.open}>
              {refuses ? "Let misfits pass…" : "Refuse misfits…"}
            </RoleButton>
            <RoleButton
              role={role}
              needs="operator"
              loading={saving}
              blocked={state.draft === null ? null : "There is a draft already, below."}
              onClick={() => correct({ type, version: String(schemaVersion), schema, updatedAt: "" })}
            >
              Correct in a draft
            </RoleButton>
            <RoleButton role={role} needs="admin" onClick={withdrawal.open}>
              Withdraw…
            </RoleButton>
          </div>
        </div>
        <div className={classes.text}>
          <Json text={schema} label={`Published JSON Schema of ${type} v${schemaVersion}`} />
        </div>
      </div>
      {misfits > 0 && <MisfitList type={type} version={schemaVersion} schema={published.id} found={misfits} />}
      <RefusesDialog opened={refusing} onClose={refusal.close} state={state} refuses={!refuses} />
      <WithdrawDialog opened={withdrawing} onClose={withdrawal.close} state={state} published={published} />
    </div>
  );
}

const SOURCES = {
  console: "written in the console",
  code: "registered by the code",
  inferred: "as it was inferred",
} as const;

function PublishedFacts({ published }: { readonly published: PublishedEventSchema }) {
  const { publishedBy, publishedAt, source, checked, waiting, misfits, refuses } = published;
  return (
    <SchemaFacts>
      <SchemaFact name="Published">
        {source === "code" ? null : `${publishedBy}, `}
        <Time at={publishedAt} />
      </SchemaFact>
      <SchemaFact name="Source">{SOURCES[source]}</SchemaFact>
      <SchemaFact name="Checked">
        {waiting > 0 ? (
          <StatusTag status="working" turning>
            {formatCount(checked)} of {formatCounted(checked + waiting, "event")}
          </StatusTag>
        ) : (
          `all ${formatCounted(checked, "event")}`
        )}
      </SchemaFact>
      <SchemaFact name="Do not fit">
        {misfits === 0 ? "none" : `${formatCount(misfits)} of ${formatCount(checked)}`}
      </SchemaFact>
      <SchemaFact name="Appends that do not fit">
        {refuses ? <StatusTag status="ok">are refused</StatusTag> : "pass, and are counted"}
      </SchemaFact>
    </SchemaFacts>
  );
}
