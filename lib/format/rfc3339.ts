const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,30})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Whether a text is a time with its offset, of a day that there is: nobody has to guess a zone. */
export function isRfc3339(text: string): boolean {
  const [, year, month, day] = RFC3339.exec(text) ?? [];
  if (year === undefined || Number.isNaN(Date.parse(text.replace(" ", "T")))) return false;
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}
