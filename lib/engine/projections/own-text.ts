/**
 * The same text in memory of its own. A string that was cut out of a longer one keeps all of that in memory, such as a
 * whole chunk of a COPY; joining and cutting again makes a copy.
 */
export function ownText(text: string): string {
  return ` ${text}`.slice(1);
}
