"use client";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTimeZone } from "@/components/layout/time-zone";
import { formatCount } from "@/lib/format/number";
import { type GoTo, parseGoTo } from "./parse-go-to";
import classes from "./timeline.module.css";

interface GoToFieldProps {
  readonly lastVersion: number;
  readonly onGo: (to: GoTo) => Promise<void>;
  readonly onClose: () => void;
}

/** Takes a version, a position or a time, and goes there. */
export function GoToField({ lastVersion, onGo, onClose }: GoToFieldProps) {
  const timeZone = useTimeZone();
  const [problem, setProblem] = useState<string | null>(null);
  const go = async (typed: string) => {
    const to = parseGoTo(typed, timeZone, new Date());
    if (to === null) return setProblem("Write a version, @ and a position, or a date and time.");
    if (to.version !== undefined && (to.version < 1 || to.version > lastVersion)) {
      return setProblem(`The stream has versions 1 to ${formatCount(lastVersion)}.`);
    }
    try {
      await onGo(to);
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <TextInput
      className={classes.goTo}
      aria-label="Go to version, @position or time"
      placeholder="14, @48213907, 3 Mar 14:34"
      data-autofocus
      autoFocus
      autoComplete="off"
      error={problem}
      onChange={() => setProblem(null)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        if (event.key === "Enter") void go(event.currentTarget.value);
      }}
      onBlur={(event) => event.currentTarget.value === "" && onClose()}
    />
  );
}
