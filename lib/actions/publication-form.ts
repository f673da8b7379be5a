/**
 * What the form of a publication says: the definition as JSON in a field of its own, beside its name and the reason.
 * `updatedAt` is when the draft was saved that it takes the place of; empty: there was none.
 */
export function publicationOf(form: FormData, parse: (json: string) => unknown): Readonly<Record<string, unknown>> {
  const { definition, isNew, updatedAt, ...rest } = Object.fromEntries(form);
  return {
    ...rest,
    isNew: isNew === "true",
    ...(typeof definition === "string"
      ? { definition: parsedOrNull(definition, parse), updatedAt: updatedAt === "" ? null : updatedAt }
      : {}),
  };
}

/** What JSON means; null, which no definition is, where it means nothing. */
export function parsedOrNull(json: string, parse: (json: string) => unknown): unknown {
  try {
    return parse(json);
  } catch {
    return null;
  }
}
