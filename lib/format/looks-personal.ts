const WORDS = new Set(
  (
    "name names firstname lastname surname givenname familyname fullname nickname username login email mail mails phone " +
    "telephone tel mobile fax address addresses street city town postcode postalcode postal zip zipcode iban bic card " +
    "birthday birthdate birth dob gender passport ssn taxid vat ip recipient contact person actor user " +
    "note notes comment comments remark remarks"
  ).split(" "),
);
// Names of things, not of people.
const THINGS =
  /(?:^|\W)(?:product|article|item|file|event|type|field|table|template|country|host|domain|event type)s? names?$/;
// Of an address too: codes that say little, and that code often takes from a list.
const CODES = /(?:^| )(?:country|language|currency|kind|type|status|country code|id)$/;
const E_MAIL = /[^\s@"]+@[^\s@"]+\.[^\s@"]+/;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}/;
const PHONE = /^"?\+?[\d\s()/.-]{8,20}"?$/;

/** Whether a field may be about a person: its name says so, or what stands in it looks so. A guess, to begin with. */
export function looksPersonal(path: string, example: string): boolean {
  const words = path
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const name = words.join(" ");
  if (THINGS.test(name) || CODES.test(name)) return false;
  const pairs = words.map((word, at) => word + (words[at + 1] ?? ""));
  if ([...words, ...pairs].some((word) => WORDS.has(word))) return true;
  return E_MAIL.test(example) || IBAN.test(example) || (PHONE.test(example) && /[+\s()/]/.test(example));
}
