import "server-only";
import { drizzle } from "drizzle-orm/node-postgres";
import * as engineSchema from "../engine/schema";
import { pool } from "./pool";
import * as controlSchema from "./schema";

/** Drizzle on the process's pool, knowing the engine's tables and the control tables. */
export const db = drizzle(pool, { schema: { ...engineSchema, ...controlSchema } });
