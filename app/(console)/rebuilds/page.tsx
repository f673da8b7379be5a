import type { Metadata } from "next";
import { RebuildsScreen } from "@/components/rebuild/rebuilds-screen";
import { listRebuilds } from "@/lib/queries/rebuilds/rebuilds";

export const metadata: Metadata = { title: "Rebuilds" };

export default async function RebuildsPage() {
  return <RebuildsScreen initial={await listRebuilds({ limit: 50 })} />;
}
