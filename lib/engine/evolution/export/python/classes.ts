import type { ExportedStep } from "../exported-step";

/** A class of the Python library, with the upcasters that its events go through in place. */
export interface PythonClass {
  /** The type that its events are read as. */
  readonly type: string;
  /** Older names of the type, which have to lead to this class. */
  readonly formerly: readonly string[];
  /** At most one for each version it begins at. */
  readonly steps: readonly ExportedStep[];
  readonly version: number;
}

interface Draft {
  type: string;
  formerly: string[];
  steps: ExportedStep[];
}

/**
 * Groups upcasters by class. The library counts one version up per method, so a renamed type shares the class of its new
 * name where their versions follow each other; where they do not, it keeps its own.
 */
export function pythonClasses(steps: readonly ExportedStep[]): PythonClass[] {
  const types = [...new Set(steps.flatMap(({ from, makes }) => [from.type, ...makes.map(({ type }) => type)]))];
  const classes = new Map<string, Draft>();
  for (const type of types) {
    classes.set(type, { type, formerly: [], steps: steps.filter(({ from }) => from.type === type) });
  }
  for (const type of types) {
    const old = classes.get(type);
    const newName = old === undefined ? undefined : renamedTo(old);
    const target = newName === undefined ? undefined : classes.get(newName);
    if (
      old === undefined ||
      target === undefined ||
      target === old ||
      !followEachOther([...old.steps, ...target.steps])
    )
      continue;
    target.steps.push(...old.steps);
    target.formerly.push(old.type, ...old.formerly);
    for (const [name, known] of classes) if (known === old) classes.set(name, target);
  }
  return [...new Set(classes.values())]
    .filter((each) => each.steps.length > 0)
    .map((each) => ({
      ...each,
      steps: each.steps.toSorted((left, right) => left.from.schemaVersion - right.from.schemaVersion),
      version: Math.max(
        ...each.steps.flatMap(({ makes, to }) =>
          makes.length > 1 ? [to.schemaVersion] : makes.map((made) => made.schemaVersion),
        ),
      ),
    }));
}

/** The one other type that upcasters give events of this one. */
function renamedTo({ type, steps, formerly }: Draft): string | undefined {
  const own = new Set([type, ...formerly]);
  const others = new Set(steps.flatMap(({ makes }) => makes.map((made) => made.type)).filter((made) => !own.has(made)));
  return others.size === 1 ? [...others][0] : undefined;
}

function followEachOther(steps: readonly ExportedStep[]): boolean {
  const inOrder = steps.toSorted((left, right) => left.from.schemaVersion - right.from.schemaVersion);
  return inOrder.every(({ from, to }, index) => {
    const next = inOrder[index + 1];
    return to.schemaVersion > from.schemaVersion && (next === undefined || next.from.schemaVersion >= to.schemaVersion);
  });
}
