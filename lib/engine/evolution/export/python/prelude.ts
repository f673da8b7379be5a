import type { Snippets } from "../snippets";
import { EDITS } from "./edits";
import { NUMBERS } from "./numbers";
import { TEXT } from "./text";
import { TIMES } from "./times";
import { VALUES } from "./values";

/** Everything that exported Python may need, in an order in which it can be read by the interpreter. */
export const PYTHON_PRELUDE: Snippets = { ...TIMES, ...VALUES, ...NUMBERS, ...TEXT, ...EDITS };

const IMPORTS: readonly (readonly [used: RegExp, line: string])[] = [
  [/\bcopy\./, "import copy"],
  [/\bmath\./, "import math"],
  [/\bre\./, "import re"],
  [/\b(?:Callable|Iterator)\b/, "from collections.abc import Callable, Iterator"],
  [/@dataclass/, "from dataclasses import dataclass"],
  [/\b(?:datetime|timedelta)\b/, "from datetime import datetime, timedelta, timezone"],
  [/\bDecimal\b/, "from decimal import Decimal"],
  [/\b(?:Any|NoReturn)\b/, "from typing import Any, NoReturn"],
  [/\bZoneInfo\b/, "from zoneinfo import ZoneInfo"],
];

/** The lines that import what `code` uses of the standard library. */
export function importsOf(code: string): string[] {
  return IMPORTS.filter(([used]) => used.test(code)).map(([, line]) => line);
}
