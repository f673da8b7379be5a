import type { Metadata } from "next";
import type { DraftForm } from "@/components/upcasters/draft-form";
import { UpcasterEditor } from "@/components/upcasters/upcaster-editor";
import { authorize } from "@/lib/auth/authorize";
import { listEventTypes } from "@/lib/queries/event-types";

export const metadata: Metadata = { title: "New upcaster" };

export default async function NewUpcasterPage({ searchParams }: PageProps<"/upcasters/new">) {
  const [{ role }, { types }, search] = await Promise.all([authorize("viewer"), listEventTypes(), searchParams]);
  const chosen = types.find(({ type }) => type === search.type);
  const newest = chosen?.versions.at(-1)?.schemaVersion ?? 1;
  const type = chosen?.type ?? "";
  const initial: DraftForm = {
    title: "",
    type,
    fromVersion: newest,
    toType: type,
    toVersion: newest + 1,
    operations: [],
  };
  return <UpcasterEditor upcaster={null} initial={initial} types={types} role={role} retirement={null} />;
}
