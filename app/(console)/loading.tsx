import { LoadingRows } from "@/components/layout/loading-rows";
import { PageHeader } from "@/components/layout/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Loading" />
      <LoadingRows label="Loading the page" rows={14} />
    </>
  );
}
