import type { Metadata } from "next";
import { ReducerEditor } from "@/components/reducer-editor/reducer-editor";
import { authorize } from "@/lib/auth/authorize";
import { listEventTypes } from "@/lib/queries/event-types/event-types";
import { orNotFound } from "@/lib/queries/or-not-found";
import { listReducers } from "@/lib/queries/reducers/list-reducers";
import { readReducer } from "@/lib/queries/reducers/reducer";

type Props = PageProps<"/reducers/[name]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Reducer ${decodeURIComponent((await params).name)}` };
}

export default async function ReducerPage({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  const [{ role }, reducer, { types }, { categories }] = await Promise.all([
    authorize("viewer"),
    orNotFound(readReducer(name)),
    listEventTypes(),
    listReducers(),
  ]);
  return (
    <ReducerEditor
      key={name}
      reducer={reducer}
      begin={null}
      categories={categories.map(({ category, streams }) => ({ category, streams }))}
      types={types.map(({ type }) => type)}
      role={role}
    />
  );
}
