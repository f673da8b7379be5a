/** A command that the shop's rules do not allow in the present state; the message says which rule. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
