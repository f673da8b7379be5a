import type { Metadata } from "next";
import { ReducersScreen } from "@/components/reducers/reducers-screen";
import { listReducers } from "@/lib/queries/reducers/list-reducers";

export const metadata: Metadata = { title: "Reducers" };

export default async function ReducersPage() {
  const reducers = await listReducers();
  return <ReducersScreen initial={reducers} />;
}
