/** An audit event's type in words: "RebuildRequested" → "Rebuild requested". */
export function actionWords(type: string): string {
  const words = type.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(" ");
  return words.map((word, index) => (index === 0 || /^[A-Z]+$/.test(word) ? word : word.toLowerCase())).join(" ");
}
