const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d{1,30})?(?:[Zz]|[+-](\d\d):(\d\d))$/;

/** What is wrong with an RFC 3339 time, if anything; Postgres takes every time that passes. */
export function timeProblem(time: string): string | undefined {
  const parts = RFC3339.exec(time);
  if (parts === null) return "is no RFC 3339 time such as 2026-11-23T14:05:00.25+01:00";
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
    return "names a day that does not exist";
  if (hour > 23 || minute > 59 || second > 59) return "names a time of day that does not exist";
  if (offsetHour > 15 || offsetMinute > 59) return "has an offset of 16 hours or more";
  return undefined;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
