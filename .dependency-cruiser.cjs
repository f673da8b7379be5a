// The layers of STYLE section 1: imports point down and never up; the engine is entered through its doors.
const engineDoors = "^lib/engine/(index|schema)\\.ts$";
const test = "\\.test\\.tsx?$";

/** A layer that must not import what matches `to`; a type may still be used where `typesToo` is false. */
const forbid = (name, comment, from, to, typesToo = true) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: test },
  to: typesToo ? { path: to } : { path: to, dependencyTypesNot: ["type-only"] },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "A cycle has no order in which to read it.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolvable",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "engine-doors",
      comment: "From outside, the engine is entered through index.ts and schema.ts.",
      severity: "error",
      from: { pathNot: `^lib/engine/|^lib/testing/|${test}` },
      to: { path: "^lib/engine/", pathNot: engineDoors },
    },
    forbid(
      "engine-stands-alone",
      "The engine imports nothing of the console.",
      "^lib/engine/",
      "^(app|components|lib/(?!engine/|testing/))",
    ),
    forbid(
      "engine-knows-no-react",
      "The engine could be published by itself.",
      "^lib/engine/",
      "^node_modules/(next|react|react-dom|@mantine|@tanstack)/",
    ),
    forbid(
      "domain-uses-the-engine",
      "The domain is what a user of the engine would write.",
      "^lib/domain/",
      "^(app|components|lib/(queries|operations|actions|api|auth)/)",
    ),
    forbid(
      "components-know-types-only",
      "A component takes its rows; it may know a query's or the engine's types.",
      "^components/",
      "^lib/(queries|operations|engine|db|domain)/|^lib/auth/(?!role\\.ts$)",
      false,
    ),
    forbid("nothing-imports-app", "Routes are the top.", "^(components|lib)/", "^app/"),
    forbid("lib-knows-no-components", "What computes does not render.", "^lib/", "^components/"),
    forbid(
      "queries-and-operations-below-actions",
      "Imports point down.",
      "^lib/(queries|operations)/",
      "^lib/(actions|cli|launch)/",
    ),
    forbid("queries-only-read", "What a screen reads changes nothing.", "^lib/queries/", "^lib/operations/"),
    forbid(
      "no-cli-in-the-console",
      "The web server does not launch things.",
      "^(app|components|lib/(actions|api|queries|operations|auth))/",
      "^lib/(cli|launch|testing)/|^lib/db/(embedded|open)",
    ),
    forbid(
      "no-tests-in-products",
      "Test support stays in tests.",
      "^(app|components|lib/(?!testing/|engine/testing/))",
      "^(lib/testing/|lib/engine/testing/|e2e/)",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^\\.next|^node_modules/(?!next/|react/|react-dom/|@mantine/|@tanstack/)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
