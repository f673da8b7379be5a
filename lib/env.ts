import "server-only";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";

const text = z.string().trim().min(1);
const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const url = (schemes: string) =>
  text.refine((value) => URL.canParse(value) && schemes.split(" ").includes(new URL(value).protocol.slice(0, -1)), {
    error: `must be a URL that begins with ${schemes.split(" ").join(":// or ")}://`,
  });

const Environment = z.object({
  PORT: z.coerce
    .number({ error: "must be a port, 0 to 65535" })
    .int("must be a port, 0 to 65535")
    .min(0, "must be a port, 0 to 65535")
    .max(65535, "must be a port, 0 to 65535")
    .default(3000),
  DATABASE_URL: url("postgres postgresql").optional(),
  FOLDLINE_DATA_DIR: text.transform(fromHome).default(".foldline"),
  FOLDLINE_ADMIN_EMAIL: z.email("must be an e-mail address").default("admin@foldline.local"),
  FOLDLINE_ADMIN_PASSWORD: z.string().min(8, "must have 8 characters or more").optional(),
  FOLDLINE_DEMO: flag.default(true),
  NEXTAUTH_SECRET: z.string().min(32, "must have 32 characters or more").optional(),
  NEXTAUTH_URL: url("http https").optional(),
  FOLDLINE_DIST_DIR: text.default(".next"),
  DEBUG: z.string().optional(),
});

/** What the environment says, parsed. */
export interface Environment {
  readonly port: number;
  readonly databaseUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly adminEmail: string;
  readonly adminPassword: string | undefined;
  readonly demo: boolean;
  readonly nextAuthSecret: string | undefined;
  readonly nextAuthUrl: string | undefined;
  /** Where the build of the console lies, below the project. */
  readonly distDir: string;
  readonly debug: boolean;
}

/** A variable has a value that Foldline cannot use. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** Parses `source`; an empty value counts as not given. */
export function parseEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new EnvironmentError(`The environment cannot be used: ${problems.join("; ")}.`);
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    dataDir: resolve(values.FOLDLINE_DATA_DIR),
    adminEmail: values.FOLDLINE_ADMIN_EMAIL.toLowerCase(),
    adminPassword: values.FOLDLINE_ADMIN_PASSWORD,
    demo: values.FOLDLINE_DEMO,
    nextAuthSecret: values.NEXTAUTH_SECRET,
    nextAuthUrl: values.NEXTAUTH_URL,
    distDir: values.FOLDLINE_DIST_DIR,
    debug: values.DEBUG !== undefined,
  };
}

/** The environment of this process, as it is now: `npm start` and the CLI fill in what was not given. */
export function env(): Environment {
  return parseEnvironment(process.env);
}

/** Fills in variables for this process and the ones it starts. */
export function setEnvironment(values: Readonly<Record<string, string>>): void {
  Object.assign(process.env, values);
}

/** Where Foldline's database is; `npm start` and the CLI set it when the embedded server is used. */
export function databaseUrl(): string {
  const { databaseUrl } = env();
  if (databaseUrl === undefined) {
    throw new EnvironmentError("DATABASE_URL is not set. Start Foldline with `npm start`, or set it.");
  }
  return databaseUrl;
}

function fromHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? homedir() + path.slice(1) : path;
}
