"use client";
import { CopyId } from "@/components/layout/copy-id";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Panel } from "@/components/layout/panel";
import { Tag, type Tone } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { DefinitionHistory } from "@/components/projection-editor/definition-history";
import type { ProjectionDetail, ReadModelVersion } from "@/lib/api/projections";
import type { Role } from "@/lib/auth/role";
import classes from "./definition-tab.module.css";

const TONES: Readonly<Record<string, Tone>> = {
  live: "success",
  ready: "success",
  building: "accent",
  "catching-up": "accent",
  failed: "danger",
};

interface DefinitionTabProps {
  readonly projection: ProjectionDetail;
  readonly role: Role;
}

/** What the projection reads, what it makes, and what each read-model version was built with. */
export function DefinitionTab({ projection, role }: DefinitionTabProps) {
  const { types, reads, keyColumn, keyedBy, columns, indexes, view, partitions } = projection;
  return (
    <div className={classes.columns}>
      <Panel
        title="Definition"
        note={`version ${projection.definitionVersion}, ${projection.source === "code" ? "in code" : "written in the console"}`}
        padded
      >
        {projection.description !== "" && <p className={classes.description}>{projection.description}</p>}
        <dl className={classes.facts}>
          <dt>Reads</dt>
          <dd>
            {types === null ? "every type" : types.map((type) => <EventTypeName key={type} type={type} />)}
            <span className="hint">
              {reads === "stored" ? "as they were stored" : "as the upcasters make them today"}
            </span>
          </dd>
          <dt>Key</dt>
          <dd>
            <span className="mono">{keyColumn}</span>
            <span className="hint">
              {keyedBy === "stream" ? "one stream a row" : "several streams may meet in one row"}
            </span>
          </dd>
          <dt>Partitions</dt>
          <dd>{partitions}</dd>
          <dt>Consumers read</dt>
          <dd>
            <CopyId value={view} what="view name" />
          </dd>
          <dt>Definition hash</dt>
          <dd>
            <CopyId value={projection.definitionHash} what="definition hash" />
          </dd>
          <dt>Upcasters today</dt>
          <dd>
            {projection.upcasterHash === null ? (
              "the upcasters contradict each other"
            ) : (
              <CopyId value={projection.upcasterHash} what="upcaster hash" />
            )}
          </dd>
          <dt>Registered</dt>
          <dd>
            <Time at={projection.registeredAt} />
          </dd>
        </dl>
      </Panel>
      <Panel title="Columns" note={`${columns.length + 1}, with the key`}>
        <ul className={classes.list}>
          <li>
            <span className="mono">{keyColumn}</span>
            <span className="hint">text, key</span>
          </li>
          {columns.map(({ name, type }) => (
            <li key={name}>
              <span className="mono">{name}</span>
              <span className="hint">
                {type}
                {indexes.some((index) => index.includes(name)) && ", indexed"}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      {projection.source === "console" && (
        <div className={classes.wide}>
          <DefinitionHistory name={projection.name} role={role} />
        </div>
      )}
      <div className={classes.wide}>
        <Panel title="Read-model versions">
          <DataTable
            label="Read-model versions"
            columns={versionColumns(projection)}
            rows={projection.versions}
            rowKey={({ version }) => String(version)}
            rowHeight={36}
            virtual={false}
          />
        </Panel>
      </div>
    </div>
  );
}

function versionColumns({ definitionHash, upcasterHash }: ProjectionDetail): Column<ReadModelVersion>[] {
  return [
    { id: "version", header: "Version", width: 80, cell: ({ version }) => <b>v{version}</b> },
    {
      id: "state",
      header: "State",
      width: 120,
      cell: ({ state }) => <Tag tone={TONES[state] ?? "neutral"}>{state}</Tag>,
    },
    { id: "table", header: "Table", priority: 2, cell: ({ tableName }) => <span className="mono">{tableName}</span> },
    {
      id: "definition",
      header: "Definition",
      width: 180,
      cell: (model) =>
        `version ${model.definitionVersion}${model.definitionHash === definitionHash ? "" : ", other code"}`,
    },
    {
      id: "upcasters",
      header: "Upcasters",
      width: 120,
      priority: 2,
      cell: (model) => (model.upcasterHash === upcasterHash ? "as today" : "older"),
    },
    {
      id: "created",
      header: "Created",
      align: "right",
      width: 140,
      priority: 3,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      id: "promoted",
      header: "Promoted",
      align: "right",
      width: 140,
      cell: ({ promotedAt }) => (promotedAt === null ? "—" : <Time at={promotedAt} />),
    },
  ];
}
