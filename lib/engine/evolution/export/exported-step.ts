import { compileDefinition, type UpcasterDefinition } from "../declarative-upcaster";
import { type Operation, schemasMade } from "../operations/schemas";
import { type EventSchema, schemaName, type Upcaster } from "../upcaster";

/** The active upcasters, with what is known of those in code beside what they do. */
export interface ActiveUpcasters {
  readonly console: readonly UpcasterDefinition[];
  readonly code: readonly Upcaster[];
  /** The text of the functions in code, by the upcaster's id; some may be missing. */
  readonly codeText: ReadonlyMap<string, string>;
}

/** One upcaster of an export. */
export interface ExportedStep {
  readonly id: string;
  readonly title: string;
  readonly from: EventSchema;
  readonly to: EventSchema;
  /** Every schema that it can make. */
  readonly makes: readonly EventSchema[];
  /** What it does: operations, or, in code, the text of its function; null: the text is not known. */
  readonly work: { readonly operations: readonly Operation[] } | { readonly code: string | null };
}

/** The upcasters that have a part in reading events as or of `type`, from the oldest schema on. */
export function exportedSteps(active: ActiveUpcasters, type: string): ExportedStep[] {
  const all = [...active.code.map((upcaster) => inCode(upcaster, active.codeText)), ...active.console.map(fromConsole)];
  const onTheWay = new Set(all.filter(({ from, makes }) => [from, ...makes].some((schema) => schema.type === type)));
  for (let size = -1; size < onTheWay.size; ) {
    size = onTheWay.size;
    for (const step of all) {
      const leadsIn = [...onTheWay].some(({ from }) => step.makes.some((made) => isSame(made, from)));
      const goesOn = [...onTheWay].some(({ makes }) => makes.some((made) => isSame(made, step.from)));
      if (leadsIn || goesOn) onTheWay.add(step);
    }
  }
  return [...onTheWay].sort(byPlace(type));
}

function inCode({ id, title, from, to, makes }: Upcaster, codeText: ActiveUpcasters["codeText"]): ExportedStep {
  return { id, title, from, to, makes, work: { code: codeText.get(id) ?? null } };
}

function fromConsole(definition: UpcasterDefinition): ExportedStep {
  const { id, title } = definition;
  const { from, to, operations } = compileDefinition(definition);
  return { id, title, from, to, makes: schemasMade(operations, to), work: { operations } };
}

/** The type asked for first, then by name; each from its oldest version on. */
function byPlace(type: string) {
  return ({ from: left }: ExportedStep, { from: right }: ExportedStep): number => {
    if (left.type !== right.type)
      return left.type === type ? -1 : right.type === type ? 1 : left.type < right.type ? -1 : 1;
    return left.schemaVersion - right.schemaVersion;
  };
}

function isSame(left: EventSchema, right: EventSchema): boolean {
  return schemaName(left) === schemaName(right);
}
