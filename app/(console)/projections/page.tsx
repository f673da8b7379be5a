import type { Metadata } from "next";
import { ProjectionsScreen } from "@/components/projections/projections-screen";
import { authorize } from "@/lib/auth/authorize";
import { listProjections } from "@/lib/queries/projections/projections";

export const metadata: Metadata = { title: "Projections" };

export default async function ProjectionsPage() {
  const [{ role }, projections] = await Promise.all([authorize("viewer"), listProjections()]);
  return <ProjectionsScreen initial={projections} role={role} />;
}
