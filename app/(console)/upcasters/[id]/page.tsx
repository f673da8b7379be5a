import type { Metadata } from "next";
import { CodeUpcaster } from "@/components/upcasters/code-upcaster";
import { fromDraft } from "@/components/upcasters/draft-form";
import { UpcasterEditor } from "@/components/upcasters/upcaster-editor";
import { isUnpublished } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { listEventTypes } from "@/lib/queries/event-types/event-types";
import { orNotFound } from "@/lib/queries/or-not-found";
import { readUpcaster } from "@/lib/queries/upcasters/upcaster";
import { readRetirement, readUpcasterChain } from "@/lib/queries/upcasters/upcaster-chain";

export const metadata: Metadata = { title: "Upcaster" };

export default async function UpcasterPage({ params }: PageProps<"/upcasters/[id]">) {
  const id = decodeURIComponent((await params).id);
  const [{ role }, upcaster] = await Promise.all([authorize("viewer"), orNotFound(readUpcaster(id))]);
  if (upcaster.operations === null) {
    return <CodeUpcaster upcaster={upcaster} chain={await readUpcasterChain(upcaster.from.type)} />;
  }
  const { from, to, operations, title } = upcaster;
  const draft = {
    title,
    type: from.type,
    fromVersion: from.schemaVersion,
    toType: to.type,
    toVersion: to.schemaVersion,
    operations,
  };
  const [{ types }, retirement] = await Promise.all([listEventTypes(), readRetirement(upcaster)]);
  // A draft that becomes verified while somebody writes on must not lose what is written.
  const version = `${upcaster.id} ${isUnpublished(upcaster.state) ? "unpublished" : upcaster.state}`;
  return (
    <UpcasterEditor
      key={version}
      upcaster={upcaster}
      initial={fromDraft(draft)}
      types={types}
      role={role}
      retirement={retirement}
    />
  );
}
