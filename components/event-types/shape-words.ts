import type { ShapeGroup } from "@/lib/api/event-type-shape";

const MOST_PATHS = 6;

type Group = Pick<ShapeGroup, "id" | "paths">;

/** What makes a shape another one than the usual: paths it lacks, has besides, or has with something else in them. */
export function shapeWords(group: Group, usual: Group): string {
  const kinds = (paths: Group["paths"]) => new Map(paths.map(({ path, kinds }) => [path, kinds.join(" | ")]));
  const [own, other] = [kinds(group.paths), kinds(usual.paths)];
  if (group.id === usual.id) return `the usual one: ${named([...own.keys()].filter((path) => path !== ""))}`;
  const without = [...other.keys()].filter((path) => !own.has(path));
  const besides = [...own.keys()].filter((path) => !other.has(path));
  const unlike = [...own].filter(([path, kind]) => other.has(path) && other.get(path) !== kind);
  return [
    without.length > 0 ? `without ${named(without)}` : "",
    besides.length > 0 ? `with ${named(besides)}` : "",
    unlike.length > 0 ? `${named(unlike.map(([path, kind]) => `${path} as ${kind}`))}` : "",
  ]
    .filter(Boolean)
    .join("; ");
}

function named(paths: readonly string[]): string {
  if (paths.length === 0) return "no field";
  const more = paths.length - MOST_PATHS;
  return `${paths.slice(0, MOST_PATHS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
