import type { Metadata } from "next";
import { FilesScreen } from "@/components/event-file/files-screen";
import { authorize } from "@/lib/auth/authorize";

export const metadata: Metadata = { title: "Open a file" };

export default async function FilesPage() {
  await authorize("viewer");
  return <FilesScreen />;
}
