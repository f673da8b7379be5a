"use client";
import { VersionHistory } from "@/components/definitions/version-history";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import type { ReducerDetail } from "@/lib/api/reducers";
import { definitionLines } from "./definition-lines";

/** The versions of a reducer, newest first, each compared with the one before. */
export function ReducerHistory({ reducer }: { readonly reducer: ReducerDetail }) {
  return (
    <Panel title="History" note="a published version never changes">
      <VersionHistory
        noun="Version"
        versions={reducer.versions.map((each) => ({ ...each, text: definitionLines(each.definitionText) }))}
        tagOf={(version) => (version === reducer.inUse ? <Tag tone="success">states are folded with it</Tag> : null)}
      />
    </Panel>
  );
}
