import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./lib/engine/schema.ts", "./lib/db/schema.ts"],
  out: "./drizzle",
  schemaFilter: ["foldline"],
});
