import type { Snippets } from "../snippets";
import { EDITS } from "./edits";
import { NUMBERS } from "./numbers";
import { TEXT } from "./text";
import { TIMES } from "./times";
import { VALUES } from "./values";

/** Everything that exported TypeScript may need. */
export const TYPESCRIPT_PRELUDE: Snippets = { ...VALUES, ...NUMBERS, ...TEXT, ...TIMES, ...EDITS };
