import type { Metadata } from "next";
import { ProjectionEditor } from "@/components/projection-editor/projection-editor";
import { authorize } from "@/lib/auth/authorize";
import { listEventTypes } from "@/lib/queries/event-types/event-types";

export const metadata: Metadata = { title: "New projection" };

export default async function NewProjectionPage() {
  const [{ role }, { types }] = await Promise.all([authorize("viewer"), listEventTypes()]);
  return <ProjectionEditor projection={null} types={types.map(({ type }) => type)} role={role} />;
}
