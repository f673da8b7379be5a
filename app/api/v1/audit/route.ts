import { AuditQuery } from "@/lib/api/audit";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { auditRecords } from "@/lib/queries/access/audit-records";

export const GET = handle((request) => auditRecords(AuditQuery.parse(searchParams(request))));
