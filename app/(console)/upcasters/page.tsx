import type { Metadata } from "next";
import { UpcastersScreen } from "@/components/upcasters/upcasters-screen";
import { authorize } from "@/lib/auth/authorize";
import { listUpcasters } from "@/lib/queries/upcasters";

export const metadata: Metadata = { title: "Upcasters" };

export default async function UpcastersPage() {
  const [{ role }, upcasters] = await Promise.all([authorize("viewer"), listUpcasters()]);
  return <UpcastersScreen initial={upcasters} role={role} />;
}
