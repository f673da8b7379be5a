import type { Metadata } from "next";
import { ReducerEditor } from "@/components/reducer-editor/reducer-editor";
import { authorize } from "@/lib/auth/authorize";
import { listEventTypes } from "@/lib/queries/event-types/event-types";
import { listReducers } from "@/lib/queries/reducers/list-reducers";
import { readFirstDraft } from "@/lib/queries/upcasters/first-draft";

export const metadata: Metadata = { title: "New reducer" };

export default async function NewReducerPage({ searchParams }: PageProps<"/reducers/new">) {
  const { category } = await searchParams;
  const [{ role }, { types }, { categories }, draft] = await Promise.all([
    authorize("viewer"),
    listEventTypes(),
    listReducers(),
    typeof category === "string" ? readFirstDraft({ category }) : null,
  ]);
  return (
    <ReducerEditor
      reducer={null}
      begin={draft === null ? null : JSON.stringify(draft.definition)}
      categories={categories.map(({ category, streams }) => ({ category, streams }))}
      types={types.map(({ type }) => type)}
      role={role}
    />
  );
}
