import type { Metadata } from "next";
import { fromDraft } from "@/components/upcasters/draft-form";
import { UpcasterEditor } from "@/components/upcasters/upcaster-editor";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { listEventTypes } from "@/lib/queries/event-types/event-types";
import { orNotFound } from "@/lib/queries/or-not-found";
import { readUpcaster } from "@/lib/queries/upcasters/upcaster";

export const metadata: Metadata = { title: "New upcaster" };

const NOTHING_CHOSEN = { from: { type: "", schemaVersion: 1 }, to: { type: "", schemaVersion: 2 } };

export default async function NewUpcasterPage({ searchParams }: PageProps<"/upcasters/new">) {
  const [{ role }, { types }, search] = await Promise.all([authorize("viewer"), listEventTypes(), searchParams]);
  const copied = typeof search.copy === "string" ? await orNotFound(readUpcaster(search.copy)) : null;
  const chosen = types.find(({ type }) => type === (copied?.from.type ?? search.type));
  const { from, to } = copied ?? chosen?.nextSchema ?? NOTHING_CHOSEN;
  const draft: UpcasterDraft = {
    title: copied?.title ?? "",
    type: from.type,
    fromVersion: from.schemaVersion,
    toType: to.type,
    toVersion: to.schemaVersion,
    operations: copied?.operations ?? [],
  };
  return <UpcasterEditor upcaster={null} initial={fromDraft(draft)} types={types} role={role} retirement={null} />;
}
