import type { Metadata } from "next";
import { ProjectionEditor } from "@/components/projection-editor/projection-editor";
import { authorize } from "@/lib/auth/authorize";
import { listEventTypes } from "@/lib/queries/event-types/event-types";
import { orNotFound } from "@/lib/queries/or-not-found";
import { readConsoleProjection } from "@/lib/queries/projections/console-projection";

export async function generateMetadata({ params }: PageProps<"/projections/[name]/edit">): Promise<Metadata> {
  return { title: `Edit ${decodeURIComponent((await params).name)}` };
}

export default async function EditProjectionPage({ params }: PageProps<"/projections/[name]/edit">) {
  const name = decodeURIComponent((await params).name);
  const [{ role }, projection, { types }] = await Promise.all([
    authorize("viewer"),
    orNotFound(readConsoleProjection(name)),
    listEventTypes(),
  ]);
  return <ProjectionEditor key={name} projection={projection} types={types.map(({ type }) => type)} role={role} />;
}
