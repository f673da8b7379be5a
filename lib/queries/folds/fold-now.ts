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
  TooManyParkedError,
  UpcastFailedError,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { chain } from "@/lib/store";
import type { ProjectionRow } from "../projections/projection-rows";
import { foldedDefinition, registeredProjection } from "./folded-projection";
import { foldedValues } from "./folded-values";
import { describePoint, logPointOf } from "./log-point";
import { readStoredRow } from "./stored-row";

interface FoldNowOptions {
  /** How many events it may read; the engine's limit when left out. */
  readonly maxEvents?: number;
}

/** Rows folded from the stored events, as of now or of then; of a key also what the read model says, and where they differ. */
export async function foldNow(name: string, query: FoldNowQuery, options: FoldNowOptions = {}): Promise<FoldNow> {
  await authorize("viewer");
  const of = subjectOf(query);
  const row = await registeredProjection(name);
  const projection = await foldable(row);
  const asOf = logPointOf(query);
  const request = { projection, chain: await chain(), of, ...options };
  // The stored row comes first: its checkpoint then lies at or below the watermark that the fold goes up to.
  const stored = "key" in of ? await rowOfNow(row, request, of.key, asOf !== null) : null;
  const fold = await foldInWords(asOf === null ? request : { ...request, asOf });
  const rows = await foldedValues(pool, projection, fold.rows);
  return {
    projection: name,
    definitionVersion: projection.version,
    keyColumn: projection.keyColumn,
    columns: projection.codecs.map((column) => ({ name: column.name, type: column.codec.pgType })),
    rows,
    asOf: asOf === null ? null : describePoint(asOf),
    eventsRead: fold.eventsRead,
    position: fold.position.toString(),
    last: fold.last?.position.toString() ?? null,
    leftOut: fold.leftOut,
    failed: fold.failed,
    heldBack: fold.heldBack,
    failures: fold.failures.map(({ place, error }) => ({
      ...place,
      position: place.position.toString(),
      message: error instanceof Error ? error.message : String(error),
    })),
    stored: stored === null ? null : { ...stored, differs: columnsThatDiffer(rows[0]?.values ?? null, stored) },
  };
}

function subjectOf({ key, stream }: FoldNowQuery): LiveFoldRequest["of"] {
  if (key !== undefined && stream === undefined) return { key };
  if (stream !== undefined && key === undefined) return { stream };
  throw new AppError("Give either a key or a stream.", { code: "invalid" });
}

/** The definition, where its rows can be folded one by one. */
async function foldable(row: ProjectionRow): Promise<Projection> {
  if (row.definition.kind === "raw") {
    throw new AppError(`${row.name} writes its table with its own SQL, so that no row can be folded alone.`, {
      code: "conflict",
    });
  }
  return foldedDefinition(row);
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
  if (error instanceof TooManyParkedError) {
    const message = `${error.message} Mend the projection or its events, or ask for one stream.`;
    return new AppError(message, { code: "conflict", details: { most: error.most }, cause: error });
  }
  if (error instanceof ProjectionFailedError || error instanceof UpcastFailedError) {
    const { streamId, version, position } = error.event;
    const details = { streamId, version, position: position.toString() };
    return new AppError(error.message, { code: "conflict", details, cause: error });
  }
  return error;
}

type Stored = Omit<NonNullable<FoldNow["stored"]>, "differs">;

/** The row that consumers see now; where a past one has none beside it in a table, folded as of now. */
async function rowOfNow(
  row: ProjectionRow,
  request: LiveFoldRequest,
  key: string,
  past: boolean,
): Promise<Stored | null> {
  if (row.definition.mode !== "live" || !past) return storedRow(row, request.projection, key);
  const now = await foldInWords(request);
  const [values] = await foldedValues(pool, request.projection, now.rows);
  const columns = request.projection.codecs.map(({ name, codec }) => ({ name, type: codec.pgType }));
  return { version: null, checkpoint: now.position.toString(), columns, values: values?.values ?? null };
}

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
