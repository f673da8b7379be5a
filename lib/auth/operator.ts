import type { Role } from "./role";

/** Who acts: a person who signed in, the holder of an API token (`id` is then `token:…`), or Foldline itself. */
export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}
