import { PageHeader } from "@/components/layout/page-header";

export default function OverviewPage() {
  return <PageHeader title="Overview" />;
}
