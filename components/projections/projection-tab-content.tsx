import { ProjectionDeadLetters } from "@/components/dead-letters/projection-dead-letters";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import { ReadModelTab } from "@/components/read-model/read-model-tab";
import { RebuildsTable } from "@/components/rebuild/rebuilds-table";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { Role } from "@/lib/auth/role";
import type { ProjectionTabData } from "@/lib/queries/projections/projection-tab";
import { DefinitionTab } from "./definition-tab";
import { LiveTab } from "./live-tab";
import { PromotionsTable } from "./promotions-table";
import { RebuildTab } from "./rebuild-tab";

interface ProjectionTabContentProps {
  readonly projection: ProjectionDetail;
  readonly content: ProjectionTabData;
  readonly role: Role;
}

/** The chosen tab of a projection's page. */
export function ProjectionTabContent({ projection, content, role }: ProjectionTabContentProps) {
  switch (content.tab) {
    case "live":
      return <LiveTab initial={projection} history={content.history} role={role} />;
    case "definition":
      return <DefinitionTab projection={projection} role={role} />;
    case "rebuild":
      return <RebuildTab projection={projection} content={content} role={role} />;
    case "history":
      return (
        <>
          <Panel title="Promotions and roll backs" note="newest first">
            <PromotionsTable promotions={content.promotions} />
          </Panel>
          <Panel title="Rebuilds" note="newest first">
            <RebuildsTable
              rebuilds={content.runs}
              named={false}
              empty={
                <EmptyState title={`${projection.name} was never rebuilt`}>
                  Its runs appear here, with rate, duration and reason.
                </EmptyState>
              }
            />
          </Panel>
        </>
      );
    case "dead-letters":
      return <ProjectionDeadLetters name={projection.name} page={content.page} />;
    case "rows":
      return <ReadModelTab projection={projection} content={content} role={role} />;
  }
}
