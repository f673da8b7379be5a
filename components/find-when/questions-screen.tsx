"use client";
import { IconTargetArrow } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { RoleButton } from "@/components/actions/role-button";
import { EmptyState } from "@/components/layout/empty-state";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { QueryError } from "@/components/lists/query-error";
import { isUnderWay } from "@/lib/api/job-status";
import type { JobList } from "@/lib/api/jobs";
import { jobsQuery } from "@/lib/api/jobs-queries";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { findWhenParsers } from "./find-when-url";
import { QuestionDialog } from "./question-dialog";
import { QuestionsTable } from "./questions-table";

interface QuestionsScreenProps {
  readonly initial: JobList;
  readonly role: Role;
}

/** Conditions that whole categories were asked for, and how each was answered. */
export function QuestionsScreen({ initial, role }: QuestionsScreenProps) {
  const router = useRouter();
  const [url, setUrl] = useQueryStates(findWhenParsers, { history: "replace", throttleMs: 200 });
  const { data, error, refetch } = useQuery(jobsQuery("bisect-category", initial));
  const { jobs, liveWorkers } = data ?? initial;
  const questions = jobs.filter((job) => job.kind === "bisect-category");
  const atWork = questions.filter(isUnderWay).length;
  return (
    <>
      <PageHeader
        title="Find when"
        breadcrumb={[{ label: "Streams", href: "/streams" }]}
        facts={`${atWork} under way on ${formatCounted(liveWorkers, "worker")}`}
        actions={
          <RoleButton
            role={role}
            needs="operator"
            variant="filled"
            leftSection={<IconTargetArrow size={14} />}
            onClick={() => void setUrl({ ask: true })}
          >
            Ask a category…
          </RoleButton>
        }
      />
      <PageBody>
        {error !== null && (
          <QueryError title="Questions could not be read again" error={error} onRetry={() => void refetch()} />
        )}
        <Panel
          title="Questions"
          note={liveWorkers === 0 && atWork > 0 ? "no worker is alive; they wait" : "newest first"}
        >
          <QuestionsTable
            questions={questions}
            empty={
              <EmptyState icon={IconTargetArrow} title="No category was asked yet">
                A question finds, in every stream of a category, the first event after which a condition on the state
                holds, such as <code>state.outstanding &lt; 0.0</code>.
              </EmptyState>
            }
          />
        </Panel>
      </PageBody>
      {url.ask && (
        <QuestionDialog
          role={role}
          question={{ ...url, reducer: url.reducer ?? undefined }}
          onChange={({ reducer, ...question }) =>
            void setUrl({
              ...question,
              ...(reducer === undefined && question.category === undefined ? {} : { reducer: reducer ?? null }),
            })
          }
          onClose={() => void setUrl(null)}
          // The address is written with a delay: what it is changed to before must not come after the other page.
          onAsked={(href) => void setUrl(null).then(() => router.push(href))}
        />
      )}
    </>
  );
}
