import type { Metadata } from "next";
import type { DraftForm } from "@/components/upcasters/draft-form";
import { UpcasterEditor } from "@/components/upcasters/upcaster-editor";
import { authorize } from "@/lib/auth/authorize";
import { listEventTypes } from "@/lib/queries/event-types";

export const metadata: Metadata = { title: "New upcaster" };

const NOTHING_CHOSEN = { from: { type: "", schemaVersion: 1 }, to: { type: "", schemaVersion: 2 } };

export default async function NewUpcasterPage({ searchParams }: PageProps<"/upcasters/new">) {
  const [{ role }, { types }, search] = await Promise.all([authorize("viewer"), listEventTypes(), searchParams]);
  const chosen = types.find(({ type }) => type === search.type);
  const { from, to } = chosen?.nextSchema ?? NOTHING_CHOSEN;
  const initial: DraftForm = {
    title: "",
    type: from.type,
    fromVersion: from.schemaVersion,
    toType: to.type,
    toVersion: to.schemaVersion,
    operations: [],
  };
  return <UpcasterEditor upcaster={null} initial={initial} types={types} role={role} retirement={null} />;
}
