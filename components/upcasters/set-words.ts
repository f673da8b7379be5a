import type { UpcasterSet } from "@/lib/api/upcaster-sets";

/** How a set is called. */
export function setName(id: number): string {
  return id === 0 ? "The beginning" : `Set ${id}`;
}

/** What made a set differ from the one before it: “In cents” activated. */
export function setChange({ cause, restores, added, removed }: UpcasterSet): string {
  const changes = [
    ...(added.length === 0 ? [] : [`${titles(added)} ${cause === "restore" ? "active again" : "activated"}`]),
    ...(removed.length === 0 ? [] : [`${titles(removed)} retired`]),
  ];
  if (cause === "none") return "No upcaster of the console";
  if (cause !== "restore") return changes.length === 0 ? "—" : changes.join(", ");
  return [`Rolled back to ${setName(restores ?? 0).toLowerCase()}`, ...changes].join(": ");
}

function titles(upcasters: UpcasterSet["upcasters"]): string {
  return upcasters.map(({ title }) => `“${title}”`).join(", ");
}
