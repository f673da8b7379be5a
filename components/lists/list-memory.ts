"use client";

/** Where a list stood when its page was left, so that Back returns to the same rows. */
export interface ListPlace {
  readonly offset: number;
  readonly active: number;
}

const places = new Map<string, ListPlace>();

/** Remembers the place of a list under a key that holds all of its filter. */
export function rememberPlace(key: string, place: ListPlace): void {
  places.set(key, place);
}

/** The remembered place; the top when there is none. */
export function recallPlace(key: string): ListPlace {
  return places.get(key) ?? { offset: 0, active: -1 };
}
