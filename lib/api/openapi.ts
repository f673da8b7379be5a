import { z } from "zod";
import { routes } from "./openapi-routes";
import { Problem, type RouteDescription } from "./route-description";

type Json = Record<string, unknown>;

const PROBLEM_TITLES: Readonly<Record<number, string>> = {
  400: "The request is not valid",
  401: "Not signed in",
  403: "The role does not allow it",
  404: "There is no such thing",
  409: "It conflicts with what is stored",
  413: "It is too large",
  422: "It was understood and cannot be done",
  500: "Something broke",
  503: "It cannot be answered now",
};

/** The OpenAPI 3.1 document of the HTTP API, made from the schemas that the route handlers parse with. */
export function openApiDocument(described: readonly RouteDescription[] = routes, serverUrl = "/"): Json {
  const paths: Record<string, Json> = {};
  for (const route of described) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Foldline",
      version: "1",
      description:
        "Everything that the console does. Positions are strings; times are ISO 8601 with zone; errors are problem details (RFC 9457).",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: serverUrl }],
    tags: [...new Set(described.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: toSchema(Problem, "output") },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A token made with `npx foldline token`." },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
    },
  };
}

function operation(route: RouteDescription): Json {
  const parameters = [
    ...(route.params === undefined ? [] : parametersOf(route.params, "path")),
    ...(route.query === undefined ? [] : parametersOf(route.query, "query")),
  ];
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: route.role === null ? [] : [{ token: [] }, { session: [] }],
    ...(route.role === null ? {} : { "x-role": route.role }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { "application/json": { schema: toSchema(route.body, "input") } } },
        }),
    responses: { [String(route.status ?? 200)]: success(route), ...problems(route) },
  };
}

function success(route: RouteDescription): Json {
  if (route.response === null) return { description: "Done; there is nothing to return." };
  if ("mediaType" in route.response) {
    return { description: route.response.description, content: { [route.response.mediaType]: {} } };
  }
  return { description: "Done.", content: { "application/json": { schema: toSchema(route.response, "output") } } };
}

function problems(route: RouteDescription): Json {
  const signedIn = route.role === null ? [] : [401, 403];
  const statuses = [400, ...signedIn, ...(route.body === undefined ? [] : [413]), ...(route.problems ?? []), 500];
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries(
    statuses.map((status) => [String(status), { description: PROBLEM_TITLES[status] ?? "A problem", content }]),
  );
}

function parametersOf(schema: z.ZodObject, place: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = toSchema(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function operationId(route: RouteDescription): string {
  const words = route.path
    .replace(/^\/api\/(v1\/)?/, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return [route.method, ...words]
    .map((word, index) => (index === 0 ? word : word[0]?.toUpperCase() + word.slice(1)))
    .join("");
}

// Each schema stands alone in the document, so a shared part is written out where it is used.
function toSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const jsonSchema = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
    reused: "inline",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
      if (zodSchema._zod.def.type === "bigint") Object.assign(jsonSchema, { type: "string", pattern: "^\\d+$" });
    },
  });
  return Object.fromEntries(Object.entries(jsonSchema).filter(([key]) => key !== "$schema" && key !== "id"));
}
