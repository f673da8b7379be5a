import { isAbsolute, join } from "node:path";
import { expect, test } from "vitest";
import { EnvironmentError, parseEnvironment } from "./env";

test("gives every variable a default that works", () => {
  const parsed = parseEnvironment({});
  expect(parsed).toMatchObject({ port: 3000, adminEmail: "admin@foldline.local", demo: true, databaseUrl: undefined });
  expect(isAbsolute(parsed.dataDir)).toBe(true);
});

test("takes an empty value for one that was not given", () => {
  expect(parseEnvironment({ PORT: "", DATABASE_URL: "", FOLDLINE_DEMO: "" })).toMatchObject({ port: 3000, demo: true });
});

test("takes ~ for the home directory", () => {
  const home = process.env.HOME ?? "";
  expect(parseEnvironment({ FOLDLINE_DATA_DIR: "~/data" }).dataDir).toBe(join(home, "data"));
});

test.each([
  [{ PORT: "eighty" }, "PORT must be a port"],
  [{ PORT: "70000" }, "PORT must be a port"],
  [{ DATABASE_URL: "mysql://there" }, "DATABASE_URL must be a URL that begins with postgres:// or postgresql://"],
  [{ FOLDLINE_ADMIN_EMAIL: "admin" }, "FOLDLINE_ADMIN_EMAIL must be an e-mail address"],
  [{ FOLDLINE_ADMIN_PASSWORD: "short" }, "FOLDLINE_ADMIN_PASSWORD must have 8 characters or more"],
  [{ FOLDLINE_DEMO: "yes" }, "FOLDLINE_DEMO"],
  [{ NEXTAUTH_SECRET: "guessable" }, "NEXTAUTH_SECRET must have 32 characters or more"],
])("names the variable of %o and what it must be", (environment, message) => {
  expect(() => parseEnvironment(environment)).toThrow(EnvironmentError);
  expect(() => parseEnvironment(environment)).toThrow(message);
});

test("never repeats a secret in its message", () => {
  expect(() => parseEnvironment({ NEXTAUTH_SECRET: "hunter2" })).not.toThrow(/hunter2/);
});
