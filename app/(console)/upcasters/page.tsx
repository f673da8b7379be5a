import type { Metadata } from "next";
import { UpcastersScreen } from "@/components/upcasters/upcasters-screen";
import { authorize } from "@/lib/auth/authorize";
import { readUpcasterSets } from "@/lib/queries/upcasters/upcaster-sets";
import { listUpcasters } from "@/lib/queries/upcasters/upcasters";

export const metadata: Metadata = { title: "Upcasters" };

export default async function UpcastersPage() {
  const [{ role }, upcasters, sets] = await Promise.all([authorize("viewer"), listUpcasters(), readUpcasterSets()]);
  return <UpcastersScreen initial={upcasters} sets={sets} role={role} />;
}
