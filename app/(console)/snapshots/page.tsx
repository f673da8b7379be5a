import type { Metadata } from "next";
import { SnapshotsScreen } from "@/components/snapshots/snapshots-screen";
import { authorize } from "@/lib/auth/authorize";
import { readSnapshotOverview } from "@/lib/queries/snapshots/snapshot-overview";

export const metadata: Metadata = { title: "Snapshots" };

export default async function SnapshotsPage() {
  const [{ role }, overview] = await Promise.all([authorize("viewer"), readSnapshotOverview()]);
  return <SnapshotsScreen initial={overview} role={role} />;
}
