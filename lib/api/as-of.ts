import { z } from "zod";
import { PositionParameter } from "./route-description";
import { wholeNumber } from "./whole-number";

/** Whose time an instant is compared with: when it happened, or when the store was told. */
export const Clock = z.enum(["occurred", "recorded"]);
export type Clock = z.infer<typeof Clock>;

/** One place in a stream's history; now when none is given. */
export const AsOf = z
  .object({
    version: wholeNumber(0).optional(),
    position: PositionParameter.optional(),
    instant: z.iso.datetime({ offset: true }).optional(),
    clock: Clock.optional().meta({ description: "What `instant` is compared with; `occurred` when left out." }),
  })
  .meta({ description: "One of version, position and instant; now when none is given." });
export type AsOf = z.output<typeof AsOf>;
