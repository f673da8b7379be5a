import type { ActionState } from "./state";

/** The outcome of an action that made a password or a token; `secret` is shown once and kept nowhere. */
export type SecretState = (NonNullable<ActionState> & { readonly secret?: string }) | null;
