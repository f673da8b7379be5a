"use client";
import { Button } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";

/** A link that looks like a button, usable in server components. */
export function LinkButton({
  href,
  filled = false,
  children,
}: {
  readonly href: string;
  readonly filled?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Button component={Link} href={href} variant={filled ? "filled" : "default"}>
      {children}
    </Button>
  );
}
