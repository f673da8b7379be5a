import { boolean, index, integer, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { foldline } from "../engine/schema";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** People who sign in. `role` is viewer, operator or admin; raising `sessionEpoch` ends their sessions. */
export const operators = foldline.table("operators", {
  id: uuid("id").primaryKey().defaultRandom(),
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  role: text("role").notNull(),
  passwordHash: text("password_hash").notNull(),
  sessionEpoch: integer("session_epoch").notNull().default(1),
  disabled: boolean("disabled").notNull().default(false),
  createdAt: at("created_at").notNull().defaultNow(),
  lastSignedInAt: at("last_signed_in_at"),
});

/** Bearer tokens of the HTTP API; only the SHA-256 of a token is kept. */
export const apiTokens = foldline.table("api_tokens", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  tokenHash: text("token_hash").notNull().unique(),
  role: text("role").notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
  expiresAt: at("expires_at"),
  lastUsedAt: at("last_used_at"),
  revokedAt: at("revoked_at"),
});

/** Failed sign-ins, by the e-mail address tried, so that guessing can be slowed down. */
export const signInFailures = foldline.table(
  "sign_in_failures",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    email: text("email").notNull(),
    failedAt: at("failed_at").notNull().defaultNow(),
  },
  (table) => [index("sign_in_failures_email").on(table.email, table.failedAt)],
);

/** Settings that operators change in the console, one JSON value a key. */
export const settings = foldline.table("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: at("updated_at").notNull().defaultNow(),
  updatedBy: text("updated_by"),
});
