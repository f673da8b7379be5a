import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import { RebuildsTable } from "@/components/rebuild/rebuilds-table";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { ProjectionTabData } from "@/lib/queries/projection-tab";
import { DefinitionTab } from "./definition-tab";
import { LiveTab } from "./live-tab";
import { RebuildTab } from "./rebuild-tab";
import { RowsTab } from "./rows-tab";

interface ProjectionTabContentProps {
  readonly projection: ProjectionDetail;
  readonly content: ProjectionTabData;
}

/** The chosen tab of a projection's page. */
export function ProjectionTabContent({ projection, content }: ProjectionTabContentProps) {
  switch (content.tab) {
    case "live":
      return <LiveTab initial={projection} />;
    case "definition":
      return <DefinitionTab projection={projection} />;
    case "rebuild":
      return <RebuildTab projection={projection} runs={content.runs} shown={content.shown} past={content.past} />;
    case "history":
      return (
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
      );
    case "rows":
      return content.page === null ? (
        <Panel title="Read model">
          <EmptyState title="There is no read model yet">It appears when the first version is built.</EmptyState>
        </Panel>
      ) : (
        <RowsTab page={content.page} total={projection.rows} />
      );
  }
}
