"use client";
import { createContext, type ReactNode, useContext, useMemo } from "react";

const Slots = createContext<ReadonlyMap<string, number>>(new Map());

/** Tells everything below which colour slot each event type has: its place in `types`, from 1. */
export function EventTypeSlotsProvider({
  types,
  children,
}: {
  readonly types: readonly string[];
  readonly children: ReactNode;
}) {
  const key = types.join("\n");
  // The list comes anew with every poll; the map changes only when a type was added.
  const slots = useMemo(
    () => new Map(key === "" ? [] : key.split("\n").map((type, index) => [type, index + 1])),
    [key],
  );
  return <Slots.Provider value={slots}>{children}</Slots.Provider>;
}

/** The slot of an event type; null while the store has not shown it yet, and for types of system streams. */
export function useEventTypeSlot(type: string): number | null {
  return useContext(Slots).get(type) ?? null;
}

/** Every event type, in the order of first appearance. */
export function useEventTypes(): readonly string[] {
  const slots = useContext(Slots);
  return useMemo(() => [...slots.keys()], [slots]);
}

/** The CSS colour of a slot; a neutral one where there is none. */
export function slotColour(slot: number | null): string {
  return slot === null ? "var(--fl-text-2)" : `var(--fl-type-${((slot - 1) % 12) + 1})`;
}
