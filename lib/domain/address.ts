import { z } from "zod";

export const Address = z.object({
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  country: z.enum(["DE", "AT", "CH"]),
});
export type Address = z.infer<typeof Address>;

const LINE = /^(?<street>.+), (?:(?<mark>A|CH)-)?(?<postalCode>\d{4,5}) (?<city>.+)$/;

/** "Lindengasse 4, A-1070 Wien" as its parts: how addresses were typed before carriers asked for them apart. */
export function parseAddressLine(line: string): Address {
  const { street, mark, postalCode, city } = LINE.exec(line)?.groups ?? {};
  if (street === undefined || postalCode === undefined || city === undefined) {
    throw new Error(`“${line}” is no address of the form “street, postal code city”.`);
  }
  return { street, postalCode, city, country: mark === "A" ? "AT" : mark === "CH" ? "CH" : "DE" };
}

/** The parts as one line, the way it goes on a label. */
export function addressLine({ street, postalCode, city, country }: Address): string {
  const mark = country === "AT" ? "A-" : country === "CH" ? "CH-" : "";
  return `${street}, ${mark}${postalCode} ${city}`;
}
