import { JobsQuery } from "@/lib/api/job-requests";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { listJobs } from "@/lib/queries/jobs/jobs";

export const GET = handle((request) => listJobs(JobsQuery.parse(searchParams(request))));
