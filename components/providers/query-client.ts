import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/api/fetch";

/** The browser's cache of live data: what the server refused is not asked again, what it failed at is, twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500),
      },
    },
  });
}
