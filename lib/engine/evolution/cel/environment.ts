import { Environment } from "@marcbachmann/cel-js";

const LIMITS = { maxAstNodes: 500, maxDepth: 32, maxListElements: 200, maxMapEntries: 100, maxCallArguments: 16 };

type Numeric = number | bigint;

/**
 * Numbers of JSON are doubles, integer literals of CEL are ints: here the two mix, and the result is a double. Two
 * ints stay ints, so that `5 / 2` is 2 and `data.amount / 2` is not cut off.
 */
export function celEnvironment(): Environment {
  const environment = new Environment({ homogeneousAggregateLiterals: false, limits: LIMITS });
  environment.registerVariable("data", "dyn").registerVariable("event", "dyn");
  registerMixedOperators(environment);
  registerMath(environment);
  environment.registerFunction("string(google.protobuf.Timestamp): string", (time: Date) => time.toISOString());
  environment.registerFunction("string.replace(string, string): string", (text: string, from: string, to: string) =>
    from === "" ? text : text.split(from).join(to),
  );
  return environment;
}

function registerMixedOperators(environment: Environment): void {
  const operators: Readonly<Record<string, (left: Numeric, right: Numeric) => number>> = {
    "+": (left, right) => Number(left) + Number(right),
    "-": (left, right) => Number(left) - Number(right),
    "*": (left, right) => Number(left) * Number(right),
    "/": (left, right) => Number(left) / Number(right),
    "%": (left, right) => Number(left) % Number(right),
  };
  for (const [operator, apply] of Object.entries(operators)) {
    environment.registerOperator(`int ${operator} double: double`, apply);
    environment.registerOperator(`double ${operator} int: double`, apply);
  }
  environment.registerOperator("double % double: double", (left: number, right: number) => left % right);
  environment.registerOperator("int == double: bool", (left: bigint, right: number) => !(left < right || left > right));
}

/** Functions of one number. */
export const NUMBER_FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  round,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  abs: Math.abs,
};

function registerMath(environment: Environment): void {
  for (const [name, apply] of Object.entries(NUMBER_FUNCTIONS)) {
    environment.registerFunction(`${name}(double): double`, apply);
    environment.registerFunction(`${name}(int): int`, (value: bigint) =>
      name === "abs" && value < 0n ? -value : value,
    );
  }
  environment.registerFunction("round(double, int): double", (value: number, digits: bigint) =>
    roundTo(value, Number(digits)),
  );
  for (const [name, pick] of Object.entries({ min: Math.min, max: Math.max })) {
    environment.registerFunction(`${name}(int, int): int`, (left: bigint, right: bigint) =>
      left < right === (name === "min") ? left : right,
    );
    for (const types of ["double, double", "int, double", "double, int"]) {
      environment.registerFunction(`${name}(${types}): double`, (left: Numeric, right: Numeric) =>
        pick(Number(left), Number(right)),
      );
    }
  }
}

/** Halves go away from zero, decided on the decimal digits that the number shows: `round(1.005, 2)` is 1.01. */
function roundTo(value: number, digits: number): number {
  const shifted = Number(`${Math.abs(value)}e${digits}`);
  if (!Number.isFinite(shifted)) return value;
  const rounded = Number(`${Math.round(shifted)}e${-digits}`);
  return Number.isFinite(rounded) ? Math.sign(value) * rounded : value;
}

/** `roundTo` no digits, without the text of a number that is written without an exponent. */
function round(value: number): number {
  const size = Math.abs(value);
  return size >= 1e-6 && size < 1e21 ? Math.sign(value) * Math.round(size) : roundTo(value, 0);
}
