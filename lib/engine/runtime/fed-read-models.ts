import type { Queryable } from "../events";
import type { Backlog } from "./events-behind";

/** A read-model version, or a reactor, that workers feed; one that appends write themselves is never behind. */
export interface FedReadModel {
  readonly projection: string;
  readonly version: number;
  readonly eventsApplied: number;
  readonly backlog: Backlog;
}

const FED = `
select r.projection, r.version, r.inline_since is not null as inline, j.definition,
       sum(p.events_applied)::float8 as "eventsApplied",
       json_agg(json_build_object('checkpoint', p.checkpoint::text, 'slices',
                json_build_object('from', p.slice_from, 'to', p.slice_to))) as partitions
  from foldline.read_models r
  join foldline.projections j on j.name = r.projection
  join foldline.partitions p on p.projection = r.projection and p.version = r.version
 where r.state in ('catching-up', 'ready', 'live')
 group by r.projection, r.version, j.definition
 order by r.projection, r.version`;

interface Row {
  readonly projection: string;
  readonly version: number;
  readonly inline: boolean;
  readonly definition: {
    readonly types: readonly string[];
    readonly keyedBy?: "stream" | "key";
    readonly reads?: "today" | "stored";
  };
  readonly eventsApplied: number;
  readonly partitions: readonly {
    readonly checkpoint: string;
    readonly slices: { readonly from: number; readonly to: number };
  }[];
}

/** Everything that follows the events, with what it has still to apply. */
export async function fedReadModels(
  db: Queryable,
  sourcesOf: (types: readonly string[]) => readonly string[],
): Promise<FedReadModel[]> {
  const { rows } = await db.query<Row>(FED);
  return rows.map(({ inline, definition, partitions, ...model }) => ({
    ...model,
    backlog: {
      types: storedTypes(definition, sourcesOf),
      keyedBy: definition.keyedBy ?? "key",
      partitions: inline
        ? []
        : partitions.map(({ checkpoint, slices }) => ({ checkpoint: BigInt(checkpoint), slices })),
    },
  }));
}

function storedTypes(
  { types, reads }: Row["definition"],
  sourcesOf: (types: readonly string[]) => readonly string[],
): readonly string[] | null {
  if (types.includes("*")) return null;
  return reads === "stored" ? types : sourcesOf(types);
}
