import type { Address } from "../address";
import type { CustomerCommand } from "../customer";
import type { Random } from "./random";

type Names = readonly [string, ...string[]];
type Place = readonly [postalCode: string, city: string];
type Places = readonly [Place, ...Place[]];
type Registration = Extract<CustomerCommand, { type: "RegisterCustomer" }>["registration"];

const GIVEN: Names = [
  "Anna",
  "Lukas",
  "Zoë",
  "Jürgen",
  "Marie",
  "Mehmet",
  "François",
  "Łukasz",
  "Søren",
  "Chloé",
  "Noah",
  "Ayşe",
  "Jonas",
  "Emilia",
  "Jiří",
  "Oğuz",
  "Thị Hương",
  "Björn",
  "Inès",
  "Sofia",
  "Andrés",
  "Lena",
  "Mikołaj",
  "Élodie",
  "Paul",
  "Käthe",
  "Nino",
  "Ioana",
];
const FAMILY: Names = [
  "Müller",
  "Schmidt",
  "Yılmaz",
  "Keller",
  "Nguyễn",
  "Weiß",
  "Kowalski",
  "Rossi",
  "Dubois",
  "Bächler",
  "Hofer",
  "Strauß",
  "Lindqvist",
  "Popović",
  "Gruber",
  "Meier",
  "Šimić",
  "Öztürk",
  "Bianchi",
  "O’Brien",
  "Schäfer",
  "Huber",
  "Çelik",
  "Wójcik",
  "Fontaine",
  "Zürcher",
];
const COMPANIES: Names = [
  "Radwerk Kreuzberg GmbH",
  "Velo Zürich AG",
  "Fahrradkurier Süd e. K.",
  "Cyclerie du Léman SA",
  "Lastenrad Graz GmbH",
  "Stadtwerke Mobilität GmbH",
  "Pedal & Söhne KG",
  "Alpenrad Verleih GmbH",
  "Bike Café Bern AG",
  "Hôtel des Alpes SA",
];
const STREETS: Names = [
  "Lindengasse",
  "Hauptstraße",
  "Bahnhofstrasse",
  "Am Mühlbach",
  "Gärtnerweg",
  "Rue du Lac",
  "Schloßallee",
  "Mariahilfer Straße",
  "Seestrasse",
  "Kastanienallee",
  "Große Bleichen",
  "Weststrasse",
  "Königstraße",
  "Alte Landstraße",
];
const PLACES: Readonly<Record<Address["country"], Places>> = {
  DE: [
    ["10999", "Berlin"],
    ["80469", "München"],
    ["50674", "Köln"],
    ["04109", "Leipzig"],
    ["20457", "Hamburg"],
    ["79098", "Freiburg"],
  ],
  AT: [
    ["1070", "Wien"],
    ["8010", "Graz"],
    ["5020", "Salzburg"],
    ["6020", "Innsbruck"],
  ],
  CH: [
    ["8004", "Zürich"],
    ["3011", "Bern"],
    ["1204", "Genève"],
    ["4051", "Basel"],
    ["1003", "Lausanne"],
  ],
};
const FRENCH_SPEAKING = new Set(["Genève", "Lausanne"]);

/** Somebody new: who they are and where they live. */
export function drawPerson(
  random: Random,
  traits: { readonly business: boolean; readonly swiss: boolean },
): { registration: Registration; address: Address } {
  const country = traits.swiss && random.chance(0.28) ? "CH" : random.chance(0.18) ? "AT" : "DE";
  const address = drawAddress(random, country);
  const language = FRENCH_SPEAKING.has(address.city) ? "fr" : "de";
  if (traits.business) {
    const familyName = random.pick(COMPANIES);
    const email = `einkauf@${mailPart(familyName)}.example`;
    return { registration: { givenName: "", familyName, email, language, kind: "business" }, address };
  }
  const givenName = random.pick(GIVEN);
  const familyName = random.pick(FAMILY);
  const email = `${mailPart(givenName)}.${mailPart(familyName)}${random.between(1, 99)}@mail.example`;
  return { registration: { givenName, familyName, email, language, kind: "consumer" }, address };
}

/** Somewhere to live in a country. */
export function drawAddress(random: Random, country: Address["country"]): Address {
  const [postalCode, city] = random.pick(PLACES[country]);
  return { street: `${random.pick(STREETS)} ${random.between(1, 148)}`, postalCode, city, country };
}

function mailPart(name: string): string {
  const plain = name.toLowerCase().replaceAll("ß", "ss").replaceAll("ł", "l").replaceAll("ø", "o").replaceAll("ı", "i");
  return plain.normalize("NFD").replace(/[^a-z]+/g, "");
}
