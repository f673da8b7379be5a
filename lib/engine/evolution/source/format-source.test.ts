import { expect, test } from "vitest";
import { formatSource } from "./format-source";

test("lays out a function that a compiler wrote on one line", () => {
  const text =
    'data=>{const item=z.looseObject({sku:z.string(),price:z.number()});const{items,total,...rest}=z.looseObject({items:z.array(item),total:z.number()}).parse(data);const lines=items.map(({sku,quantity,price})=>({sku,quantity,unitPrice:toMinorUnits(price)}));if(lines.length===0){return dropEvent}return{...rest,currency:"EUR",lines,total:-total}}';
  expect(formatSource(text)).toBe(`data => {
  const item = z.looseObject({ sku: z.string(), price: z.number() });
  const { items, total, ...rest } = z.looseObject({
    items: z.array(item),
    total: z.number(),
  }).parse(data);
  const lines = items.map(({ sku, quantity, price }) => ({
    sku,
    quantity,
    unitPrice: toMinorUnits(price),
  }));
  if (lines.length === 0) {
    return dropEvent;
  }
  return { ...rest, currency: "EUR", lines, total: -total };
}`);
});

test("keeps what stands in strings, templates and regular expressions", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a template.
  const text = 'data=>({a:"x;{y}",b:`t;${data.a?`{${1}}`:"}"},z`,c:/[/;{]\\/"/g.test(data.s)?1:-2,d:data.n/2/3})';
  expect(formatSource(text)).toBe(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a template.
    'data => ({\n  a: "x;{y}",\n  b: `t;${data.a?`{${1}}`:"}"},z`,\n  c: /[/;{]\\/"/g.test(data.s) ? 1 : -2,\n  d: data.n / 2 / 3,\n})',
  );
});

const samples = [
  "data=>({...data,n:data.n*100})",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a template.
  "function f(data){let n=0;for(const x of data.list){if(x>2)n+=x;else{n-=1}}return{n,m:typeof n,s:n>1?`a${n}`:'b'}}",
  "data=>{try{return{v:JSON.parse(data.s)??null}}catch(e){return{v:e instanceof SyntaxError?1.5e3:!1}}finally{}}",
  "data=>{const g=a=>{return a?.b??[1,2]};const h=async()=>{};return{r:g(data),h:typeof h,re:/a{2}/.test('aa')}}",
  "data=>{let i=0;do{i++}while(i<3);switch(i){case 3:return{i};default:return{}}}",
];

test.each(samples)("gives the same function: %s", (text) => {
  const input = { n: 1.5, list: [1, 2, 3, 4], s: '{"a":1}', b: 2 };
  const run = (source: string) => new Function(`return (${source})`)()(input);
  const formatted = formatSource(text);
  expect(run(formatted)).toEqual(run(text));
  expect(formatted.replaceAll(/[\s;,]/g, "")).toBe(text.replaceAll(/[\s;,]/g, ""));
});

test("text that is no whole program is laid out as far as it goes", () => {
  expect(formatSource("function () { [native code] }")).toContain("native code");
  expect(formatSource("({a:[1")).toBe("({ a: [1] })");
  expect(formatSource("")).toBe("");
});
