"use client";
import { Button } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import Link from "next/link";
import { EmptyState } from "@/components/layout/empty-state";
import { PageHeader } from "@/components/layout/page-header";

/** The face of a stream's address that leads to no stream. */
export function StreamNotFound({ streamId }: { readonly streamId: string | null }) {
  const search = streamId === null ? "" : `?q=${encodeURIComponent(streamId.slice(0, 64))}`;
  return (
    <>
      <PageHeader title={streamId ?? "Stream"} mono breadcrumb={[{ label: "Streams", href: "/streams" }]} />
      <EmptyState
        icon={IconStack2}
        title="There is no such stream"
        action={
          <Button component={Link} href={`/streams${search}`}>
            Search for it
          </Button>
        }
      >
        {streamId === null
          ? "The address is not an encoded stream id."
          : "No event was ever appended to it. The id may be longer or shorter; any part of it finds the stream."}
      </EmptyState>
    </>
  );
}
