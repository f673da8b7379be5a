"use client";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCode } from "@tabler/icons-react";
import { ExportDialog } from "./export-dialog";

/** Offers the active chain of an event type as code, or for another Foldline. */
export function ExportButton({ type }: { readonly type: string }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconCode size={14} aria-hidden="true" />} onClick={open}>
        Export upcasters…
      </Button>
      <ExportDialog type={type} opened={opened} onClose={close} />
    </>
  );
}
