import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { openApiDocument } from "./openapi";
import { routes } from "./openapi-routes";
import { Position, type RouteDescription } from "./route-description";

const API = fileURLToPath(new URL("../../app/api/v1", import.meta.url));

function handlers(): string[] {
  const files = readdirSync(API, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
  return files.flatMap((file) => {
    const path = join("/api/v1", file, "..").replaceAll(/\[(?:\.\.\.)?([^\]]+)\]/g, "{$1}");
    const source = readFileSync(join(API, file), "utf8");
    const methods = source.matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g);
    return [...methods].map(([, method]) => `${method} ${path}`);
  });
}

test("describes every route handler under app/api/v1, and no other", () => {
  const described = routes.map((route) => `${route.method.toUpperCase()} ${route.path}`);
  expect(described.toSorted()).toEqual(handlers().toSorted());
});

test("describes each route once, with every path parameter", () => {
  const document = openApiDocument() as {
    paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>;
  };
  for (const route of routes) {
    const inPath = [...route.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
    const parameters = document.paths[route.path]?.[route.method]?.parameters ?? [];
    expect(parameters.filter((parameter) => parameter.in === "path").map((parameter) => parameter.name)).toEqual(
      inPath,
    );
  }
  expect(new Set(routes.map((route) => `${route.method} ${route.path}`)).size).toBe(routes.length);
});

test("gives operations distinct ids and every one its problems", () => {
  const document = openApiDocument() as {
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
  for (const operation of operations) expect(Object.keys(operation.responses)).toContain("500");
});

test("writes schemas as JSON Schema: positions as strings, what has a default as optional in requests", () => {
  const route: RouteDescription = {
    method: "post",
    path: "/api/v1/things/{id}",
    tag: "Things",
    summary: "Do it",
    role: "operator",
    params: z.object({ id: z.uuid() }),
    query: z.object({ limit: z.coerce.number().int().max(10).default(5) }),
    body: z.object({ at: Position, loud: z.boolean().default(false) }),
    response: z.object({ ok: z.boolean() }),
    status: 202,
    problems: [409],
  };
  const { paths } = openApiDocument([route]) as { paths: Record<string, Record<string, unknown>> };
  expect(paths["/api/v1/things/{id}"]?.post).toMatchObject({
    operationId: "postThingsId",
    "x-role": "operator",
    parameters: [
      { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } },
      { name: "limit", in: "query", required: false, schema: { default: 5 } },
    ],
    requestBody: {
      content: {
        "application/json": {
          schema: { required: ["at"], properties: { at: { type: "string" }, loud: { default: false } } },
        },
      },
    },
    responses: { 202: {}, 409: { content: { "application/problem+json": {} } } },
  });
});

test("needs no sign-in to be read", () => {
  const document = openApiDocument() as { paths: Record<string, Record<string, { security: unknown[] }>> };
  expect(document.paths["/api/v1/openapi.json"]?.get?.security).toEqual([]);
});

test("refers only to what the document holds", () => {
  const text = JSON.stringify(openApiDocument());
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
  expect([...new Set(references)]).toEqual(["#/components/schemas/Problem"]);
});
