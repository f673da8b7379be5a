import "server-only";
import type { FoldNow, FoldNowQuery } from "@/lib/api/fold-now";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  foldLive,
  type LiveFold,
  type LiveFoldRequest,
  LiveFoldTooLargeError,
  LiveFoldUnavailableError,
  ofTheStream,
  type Projection,
  ProjectionFailedError,
  sliceOf,
  UpcastFailedError,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { chain, definitionOf } from "@/lib/store";
import { foldedValues } from "./folded-values";
import { type ProjectionRow, readProjectionRows } from "./projection-rows";
import { readStoredRow } from "./stored-row";

interface FoldNowOptions {
  /** How many events it may read; the engine's limit when left out. */
  readonly maxEvents?: number;
}

/** Rows folded from the stored events at this moment; of a key also what the read model says, and where they differ. */
export async function foldNow(name: string, query: FoldNowQuery, options: FoldNowOptions = {}): Promise<FoldNow> {
  await authorize("viewer");
  const of = subjectOf(query);
  const [row] = await readProjectionRows(pool, name);
  if (row === undefined) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
  const projection = await foldable(row);
  // The stored row comes first: its checkpoint then lies at or below the watermark that the fold goes up to.
  const stored = "key" in of ? await storedRow(row, projection, of.key) : null;
  const upTo = query.position === undefined ? {} : { upTo: BigInt(query.position) };
  const fold = await foldInWords({ projection, chain: await chain(), of, ...upTo, ...options });
  const rows = await foldedValues(pool, projection, fold.rows);
  return {
    projection: name,
    definitionVersion: projection.version,
    keyColumn: projection.keyColumn,
    columns: projection.codecs.map((column) => ({ name: column.name, type: column.codec.pgType })),
    rows,
    eventsRead: fold.eventsRead,
    position: fold.position.toString(),
    stored: stored === null ? null : { ...stored, differs: columnsThatDiffer(rows[0]?.values ?? null, stored) },
  };
}

function subjectOf({ key, stream }: FoldNowQuery): LiveFoldRequest["of"] {
  if (key !== undefined && stream === undefined) return { key };
  if (stream !== undefined && key === undefined) return { stream };
  throw new AppError("Give either a key or a stream.", { code: "invalid" });
}

/** The definition that built what consumers see, where that is still to be had. */
async function foldable({ name, definition, servingVersion }: ProjectionRow): Promise<Projection> {
  if (definition.kind === "reactor") {
    throw new AppError(`${name} is a reactor: it acts on events and has no rows to fold.`, { code: "conflict" });
  }
  if (definition.kind === "raw") {
    throw new AppError(`${name} writes its table with its own SQL, so that no row can be folded alone.`, {
      code: "conflict",
    });
  }
  const projection = await definitionOf(name, servingVersion ?? 0);
  if (projection === undefined) {
    throw new AppError(`This server's code has no definition of ${name}, so it cannot fold its rows.`, {
      code: "unavailable",
    });
  }
  return projection;
}

async function foldInWords(request: LiveFoldRequest): Promise<LiveFold> {
  try {
    return await foldLive(pool, request);
  } catch (error) {
    throw inWords(error);
  }
}

function inWords(error: unknown): unknown {
  if (error instanceof LiveFoldTooLargeError) {
    const { events, maxEvents } = error;
    return new AppError(error.message, { code: "too-large", details: { events, maxEvents }, cause: error });
  }
  if (error instanceof LiveFoldUnavailableError) return new AppError(error.message, { code: "conflict", cause: error });
  if (error instanceof ProjectionFailedError || error instanceof UpcastFailedError) {
    const { streamId, version, position } = error.event;
    const details = { streamId, version, position: position.toString() };
    return new AppError(error.message, { code: "conflict", details, cause: error });
  }
  return error;
}

type Stored = Omit<NonNullable<FoldNow["stored"]>, "differs">;

async function storedRow(row: ProjectionRow, projection: Projection, key: string): Promise<Stored | null> {
  const { name, servingVersion: version, tableName, inlineSince } = row;
  if (version === null || tableName === null) return null;
  const ownSlice = projection.keyedBy === "key" || projection.key === ofTheStream;
  const { keyColumn } = projection;
  const slice = ownSlice ? sliceOf(key) : null;
  const stored = await readStoredRow(pool, { projection: name, version, tableName, keyColumn, key, slice });
  if (stored === null) return null;
  return {
    version,
    checkpoint: inlineSince === null ? stored.checkpoint.toString() : null,
    columns: [...stored.columns],
    values: stored.values,
  };
}

function columnsThatDiffer(folded: Stored["values"], { values, columns }: Stored): string[] {
  if (folded === null && values === null) return [];
  const names = new Set([...Object.keys(folded ?? {}), ...columns.map(({ name }) => name)]);
  return [...names].filter((name) => folded === null || values === null || folded[name] !== values[name]);
}
