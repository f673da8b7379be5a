import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ExportedEvent } from "../cloud-event-text";
import { cloudEventText } from "../cloud-event-text";
import { eventMask, type MaskRules } from "./mask-events";
import { maskItems, maskMember, parseMaskPath } from "./mask-path";
import { pseudonyms } from "./pseudonyms";

const KEY = "a key of this test";
const NOTHING: MaskRules = { data: [], metadata: [], eventIds: false, streamIds: null };

function exported(data: string, change: Partial<ExportedEvent> = {}): ExportedEvent {
  return {
    streamId: "order-104211",
    eventId: "0195d2c4-81fe-7b0a-9c1e-6f0b42d7e913",
    type: "OrderPlaced",
    schemaVersion: 3,
    data,
    metadata: {},
    occurredAt: "2026-03-04T10:00:00Z",
    ...change,
  };
}

const everywhere = (...paths: string[]) => paths.map((path) => ({ type: null, path }));

function masked(data: string, rules: Partial<MaskRules>, change: Partial<ExportedEvent> = {}): ExportedEvent {
  return eventMask({ ...NOTHING, ...rules }, KEY)?.event(exported(data, change)) ?? exported(data, change);
}

describe("a mask", () => {
  test("replaces what its paths lead to, in lists too, and leaves all else as it is written, to the digit", () => {
    const data =
      '{ "a" : 10.00,"lines":[{"note":"call Anna","q":12345678901234567890},{"note":"","q":1}], "a b":{"c":"x1"}}';
    const { data: written } = masked(data, { data: everywhere("lines[*].note", '["a b"].c') });
    expect(written).toMatch(
      /^\{ "a" : 10\.00,"lines":\[\{"note":"[a-z]{4} [A-Z][a-z]{3}","q":12345678901234567890\},\{"note":"","q":1\}\], "a b":\{"c":"[a-z]\d"\}\}$/,
    );
    expect(written).not.toContain("Anna");
  });

  test("takes only the types that it names", () => {
    const rules = { data: [{ type: "CustomerRegistered", path: "name" }] };
    expect(masked('{"name":"Anna"}', rules).data).toBe('{"name":"Anna"}');
    expect(masked('{"name":"Anna"}', rules, { type: "CustomerRegistered" }).data).not.toContain("Anna");
  });

  test("keeps what values look like: lengths, capitals, punctuation, dates that exist, ids that are ids", () => {
    const values = {
      name: "Anna-Maria Keller",
      mail: "anna.keller@example.org",
      at: "2026-12-31T23:59:59.120Z",
      id: "0195d2c4-81fe-7b0a-9c1e-6f0b42d7e913",
      phone: "+49 (30) 901820",
      price: 1790,
      small: 7,
      none: 0,
      rate: -0.25,
      open: true,
      nothing: null,
      marks: "!?",
    };
    const { data } = masked(JSON.stringify(values), { data: everywhere(...Object.keys(values)) });
    const other = JSON.parse(data);
    expect(other.name).toMatch(/^[A-Z][a-z]{3}-[A-Z][a-z]{4} [A-Z][a-z]{5}$/);
    expect(other.mail).toMatch(/^[a-z]{4}\.[a-z]{6}@[a-z]{7}\.[a-z]{3}\.invalid$/);
    expect(new Date(other.at).toISOString()).toBe(other.at);
    expect(other.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(other.phone).toMatch(/^\+\d\d \(\d\d\) \d{6}$/);
    expect(String(other.price)).toMatch(/^[1-9]\d{3}$/);
    expect(String(other.small)).toMatch(/^[1-9]$/);
    expect(data).toMatch(/"rate":-0\.\d\d,"open":false,"nothing":null,"marks":"masked"\}$/);
    expect(other.none).toBe(0);
    for (const name of ["name", "mail", "at", "id", "phone", "price", "small"] as const)
      expect(other[name]).not.toBe(values[name]);
  });

  test("says the same for the same value, and never the same for two", () => {
    const names = Array.from({ length: 676 }, (_, at) => String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26)));
    const others = names.map((name) => JSON.parse(masked(JSON.stringify(name), { data: everywhere("$") }).data));
    expect(new Set(others).size).toBe(names.length);
    expect(others.every((other, at) => other !== names[at])).toBe(true);
    const again = names.map(
      (name) => JSON.parse(masked(JSON.stringify({ name }), { data: everywhere("name") }).data).name,
    );
    expect(again).toEqual(others);
  });

  test("says another thing under another key", () => {
    const rules = { ...NOTHING, data: everywhere("$") };
    const event = exported('"Anna Maria Keller"');
    expect(eventMask(rules, "one")?.event(event).data).not.toBe(eventMask(rules, "two")?.event(event).data);
  });

  test("masks metadata, and ids where an event names its cause", () => {
    const metadata = {
      actor: "m.keller",
      correlationId: "ret-55120",
      causationId: "0195d2c4-81fe-7b0a-9c1e-6f0b42d7e913",
      cloudEvent: { source: "shop", id: "evt-77" },
    };
    const event = masked("{}", { metadata: ["actor"], eventIds: true }, { metadata });
    expect(event.metadata.actor).toMatch(/^[a-z]\.[a-z]{6}$/);
    expect(event.metadata.actor).not.toBe("m.keller");
    expect(event.metadata.correlationId).toBe("ret-55120");
    expect(event.metadata.causationId).toBe(event.eventId);
    expect(event.eventId).not.toBe(metadata.causationId);
    expect(event.metadata.cloudEvent?.id).toMatch(/^[a-z]{3}-\d\d$/);
    expect(event.metadata.cloudEvent?.id).not.toBe("evt-77");
  });

  test("gives streams other names wherever their names stand, also in the keys and inside of other texts", () => {
    const rules = { streamIds: ["order-104211", "payment-104211", "customer-20001", "order-7", "$audit-2026-03"] };
    const data =
      '{"orderId":"order-104211","refundId":"R-104211-1","by":{"customer-20001":"order-7 and order-70"},"n":104211}';
    const metadata = { correlationId: "shop 104211" };
    const event = masked(data, rules, { metadata });
    expect(event.streamId).toMatch(/^order-\d{6}$/);
    const number = event.streamId.slice("order-".length);
    expect(number).not.toBe("104211");
    const written = JSON.parse(event.data);
    expect(written).toMatchObject({ orderId: event.streamId, refundId: `R-${number}-1` });
    expect(event.metadata.correlationId).toBe(`shop ${number}`);
    expect(event.data).not.toContain("customer-20001");
    expect(Object.values(written.by)[0]).toMatch(/^order-\d and order-70$/);
    expect(masked("{}", rules, { streamId: "payment-104211" }).streamId).toBe(`payment-${number}`);
    expect(masked("{}", rules, { streamId: "$audit-2026-03" }).streamId).toBe("$audit-2026-03");
  });

  test("gives another number to one that is what stands in a stream's name, and to no other", () => {
    const rules = { streamIds: ["order-104211", "payment-104211", "v-10.5", "odd-true", "2001"] };
    for (let key = 0; key < 30; key++) {
      const mask = eventMask({ ...NOTHING, ...rules, data: everywhere("masked") }, `${key}`);
      const data =
        '{"n":104211,"masked":104211,"as":"104211","not":[1042110,104211.0,-104211,10.5,true,7],"c":["10.5","true",2001]}';
      const event = mask?.event(exported(data)) ?? exported(data);
      const { n, masked, as, not, c } = JSON.parse(event.data);
      expect(event.streamId).toBe(`order-${n}`);
      expect([n, masked, as]).toEqual([n, n, `${n}`]);
      expect(n).not.toBe(104211);
      expect(not).toEqual([1042110, 104211, -104211, 10.5, true, 7]);
      expect(c[2]).not.toBe(2001);
    }
  });

  test("gives a correlation another id where it has that of an event, as a correction's has", () => {
    const eventId = "0195d2c4-81fe-7b0a-9c1e-6f0b42d7e913";
    const metadata = { correlationId: eventId, causationId: eventId };
    for (const paths of [[], ["correlationId"], ["causationId"]]) {
      const event = masked("{}", { metadata: paths, eventIds: true }, { metadata });
      expect(event.metadata.correlationId).toBe(event.eventId);
      expect(event.metadata.causationId).toBe(event.eventId);
    }
    const whole = masked("{}", { metadata: ["$"], eventIds: true }, { metadata });
    expect(JSON.stringify(whole)).not.toContain(eventId);
  });

  test("gives different dates different pseudonyms, each a date that exists", () => {
    const days = Array.from({ length: 1_461 }, (_, at) => new Date(Date.UTC(2000, 0, 1 + at)).toISOString());
    const other = pseudonyms(KEY);
    const dates = days.map((day) => other.text(day.slice(0, 10)));
    expect(new Set(dates).size).toBe(days.length);
    for (const [at, date] of dates.entries()) {
      expect(date).not.toBe(days[at]?.slice(0, 10));
      expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
    }
    const late = ["00", "29", "30", "31"].flatMap((day) => ["23", "24"].map((hour) => `2026-03-${day}T${hour}:59:60Z`));
    expect(new Set(late.map(other.text)).size).toBe(late.length);
    expect(other.text("2026-03-31T23:59:59.123456Z")).toMatch(
      /^(19|20)\d\d-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{6}Z$/,
    );
  });

  test("knows the paths at which it found nothing", () => {
    const data = [
      { type: null, path: "name" },
      { type: null, path: "lines[*].note" },
      { type: "Other", path: "name" },
    ];
    const mask = eventMask({ ...NOTHING, data, metadata: ["actor", "by"] }, KEY);
    expect(mask?.unused()).toEqual(["name", "lines[*].note", "Other:name", "actor", "by"]);
    mask?.event(exported('{"name":"Anna","lines":[]}', { metadata: { actor: "anna" } }));
    expect(mask?.unused()).toEqual(["lines[*].note", "Other:name", "by"]);
    mask?.data("Other", '{"name":null,"lines":[{},{"note":"x"}]}');
    expect(mask?.unused()).toEqual(["by"]);
  });

  test("marks what it masked, in a way that an import keeps", () => {
    const line = JSON.parse(cloudEventText(masked("{}", { data: everywhere("name") })));
    expect(line.foldlinemasked).toBe(true);
    expect(eventMask(NOTHING, KEY)).toBeNull();
  });
});

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.constantFrom("__proto__", '"]', "a.b", "é", "名前"),
);
const json = fc.jsonValue({ maxDepth: 4 });

describe("paths of masks", () => {
  test("are read back as they were written, whatever the names", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(text, fc.constant(null)), { minLength: 1, maxLength: 5 }), (names) => {
        const path = names.reduce<string>((at, name) => (name === null ? maskItems(at) : maskMember(at, name)), "$");
        expect(parseMaskPath(path)).toEqual(names.map((member) => (member === null ? "items" : { member })));
      }),
    );
  });

  test("are refused when they are none", () => {
    for (const path of ["", ".", "a.", ".a", "a..b", "a[0]", "a[", 'a["b]', "a b", "[*", "a[*]b"])
      expect(parseMaskPath(path), path).toBeNull();
  });
});

/** A value that stands nowhere else by chance. */
const secret = fc
  .tuple(fc.constantFrom("Anna ", "a.keller@", "DE89 3704 ", ""), fc.stringMatching(/^[A-Za-z]{9,20}$/))
  .map((parts) => parts.join(""));

const hiddenTree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, secret, fc.array(tie("node"), { maxLength: 3 }), fc.dictionary(secret, tie("node"))),
})).node;

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [...(Array.isArray(value) ? [] : [key]), ...textsOf(item)]);
}

describe("an object that is masked as a whole", () => {
  test("leaves none of its texts behind, neither values nor the names of members", () => {
    fc.assert(
      fc.property(hiddenTree, (tree) => {
        const hidden = JSON.stringify(tree);
        const rules = { data: everywhere("of.whom"), metadata: ["who"] };
        const event = masked(`{"of":{"whom":${hidden},"name":1}}`, rules, { metadata: { who: tree } });
        const line = cloudEventText(event);
        for (const text of textsOf(tree)) expect(line).not.toContain(text);
        expect(Object.keys(JSON.parse(event.data).of)).toEqual(["whom", "name"]);
      }),
    );
  });

  test("has as many members as before, each name with the same pseudonym in every event", () => {
    const keysOf = (names: readonly string[], path: string, wrap: (json: string) => string): string[] => {
      const json = `{${names.map((name, at) => `${JSON.stringify(name)}:${at}`).join()}}`;
      const data = JSON.parse(masked(wrap(json), { data: everywhere(path) }).data);
      return Object.keys(path === "$" ? data : data[path]);
    };
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 40 }), (names) => {
        const together = keysOf(names, "$", (json) => json);
        expect(together.length).toBe(names.length);
        const alone = names.flatMap((name) => keysOf([name], "by", (json) => `{"by":${json}}`));
        expect(new Set(alone)).toEqual(new Set(together));
      }),
      { numRuns: 500 },
    );
  });

  test("tells names apart that look the same when masked", () => {
    const days = Array.from({ length: 31 }, (_, at) => `2026-01-${String(at + 1).padStart(2, "0")}`);
    const names = [...days, "é", "è", "名", "前", "!", "?", "--", "a@b.c", "a@b.d", "order-7", "order-8"];
    const { data } = masked(JSON.stringify(Object.fromEntries(names.map((name) => [name, 0]))), {
      data: everywhere("$"),
    });
    expect(Object.keys(JSON.parse(data)).length).toBe(names.length);
  });

  test("keeps members apart also where a stream's other name is the pseudonym of another's", () => {
    const names = [..."abcdefghijklmnopqrstuvwxyz"].flatMap((letter) =>
      [..."0123456789"].map((at) => `${letter}-${at}`),
    );
    const rules = { data: everywhere("$"), streamIds: ["a-1", "a-2", "b-1"] };
    const { data } = masked(JSON.stringify(Object.fromEntries(names.map((name) => [name, 0]))), rules);
    expect(Object.keys(JSON.parse(data)).length).toBe(names.length);
  });

  test("names streams by their other names", () => {
    const rules = { data: everywhere("by"), streamIds: ["order-104211"] };
    const { data, streamId } = masked('{"by":{"order-104211":{"order-104211":"x"}},"of":"order-104211"}', rules);
    expect(JSON.parse(data)).toMatchObject({ by: { [streamId]: { [streamId]: expect.any(String) } }, of: streamId });
  });
});

describe("nothing that is masked", () => {
  test("occurs anywhere in what is written", () => {
    fc.assert(
      fc.property(
        fc.dictionary(text, fc.oneof(json, text)),
        text,
        secret,
        fc.bigInt({ min: 10n ** 12n, max: 10n ** 30n }),
        (rest, key, hidden, digits) => {
          const inner = `{${JSON.stringify(key)}:[${JSON.stringify(hidden)},{"deep":${JSON.stringify(hidden)},"n":${digits}}]}`;
          const data = `{"rest":${JSON.stringify(rest)},"secret":${inner}}`;
          const rules = { data: everywhere("secret"), metadata: ["actor", "who"] };
          const event = masked(data, rules, {
            metadata: { actor: hidden, who: { names: [hidden] }, correlationId: "c" },
          });
          const line = cloudEventText(event);
          const isInRest = JSON.stringify(rest).includes(hidden);
          if (!isInRest) expect(line).not.toContain(JSON.stringify(hidden).slice(1, -1));
          expect(line).not.toContain(String(digits));
          const read = JSON.parse(line);
          expect(JSON.stringify(read.data.rest)).toBe(JSON.stringify(JSON.parse(data).rest));
          if (/[A-Za-z\d]{5}/.test(key)) expect(Object.keys(read.data.secret)).not.toContain(key);
        },
      ),
      { numRuns: 500 },
    );
  });
});
