import type { Metadata } from "next";
import { AuditScreen } from "@/components/audit/audit-screen";
import { AuditQuery } from "@/lib/api/audit";
import { auditRecords } from "@/lib/queries/access/audit-records";

export const metadata: Metadata = { title: "Audit" };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditPage({ searchParams }: Props) {
  const { type, actor } = AuditQuery.pick({ type: true, actor: true })
    .catch({})
    .parse(await searchParams);
  const filter = { type: type ?? null, actor: actor ?? null };
  const initial = await auditRecords(AuditQuery.parse({ type, actor }));
  return <AuditScreen initial={initial} initialFilter={filter} />;
}
