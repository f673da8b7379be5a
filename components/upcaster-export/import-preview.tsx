import { StatusTag } from "@/components/layout/status-tag";
import type { UpcasterImport } from "@/lib/api/upcaster-export";
import classes from "./import-preview.module.css";

/** What each upcaster of a file would become. */
export function ImportPreview({ upcasters, inCode }: UpcasterImport) {
  return (
    <ul className={classes.list} aria-label="What would be imported">
      {upcasters.map((upcaster, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file may hold the same upcaster twice.
        <li key={index}>
          <span>
            {upcaster.title}
            <span className={`mono ${classes.schemas}`}>
              {upcaster.type} v{upcaster.fromVersion} → {upcaster.toType === upcaster.type ? "" : `${upcaster.toType} `}
              v{upcaster.toVersion}
            </span>
          </span>
          <Outcome {...upcaster} />
        </li>
      ))}
      {inCode.map((title) => (
        <li key={`code ${title}`}>
          <span>{title}</span>
          <StatusTag status="idle">written in code: not imported</StatusTag>
        </li>
      ))}
    </ul>
  );
}

function Outcome({ outcome, conflict }: UpcasterImport["upcasters"][number]) {
  if (outcome === "known") return <StatusTag status="idle">here already</StatusTag>;
  if (conflict === null) return <StatusTag status="ok">new draft</StatusTag>;
  return (
    <StatusTag status="warning">
      {outcome === "draft" ? "new draft, reads" : "left out: reads"} the same events as {conflict}
    </StatusTag>
  );
}
