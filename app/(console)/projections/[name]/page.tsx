import type { Metadata } from "next";
import { ProjectionScreen } from "@/components/projections/projection-screen";
import { ProjectionTabContent } from "@/components/projections/projection-tab-content";
import { parseTab } from "@/components/projections/projection-tabs";
import { authorize } from "@/lib/auth/authorize";
import { orNotFound } from "@/lib/queries/or-not-found";
import { readProjection } from "@/lib/queries/projections/projection";
import { readProjectionTab } from "@/lib/queries/projections/projection-tab";

export async function generateMetadata({ params }: PageProps<"/projections/[name]">): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function ProjectionPage({ params, searchParams }: PageProps<"/projections/[name]">) {
  const name = decodeURIComponent((await params).name);
  const search = await searchParams;
  const tab = parseTab(search.tab);
  const [{ role }, projection] = await Promise.all([authorize("viewer"), orNotFound(readProjection(name))]);
  const content = await readProjectionTab(name, tab, search);
  return (
    <ProjectionScreen initial={projection} role={role} tab={tab}>
      <ProjectionTabContent projection={projection} content={content} role={role} />
    </ProjectionScreen>
  );
}
