"use client";
import { NativeSelect } from "@mantine/core";
import Link from "next/link";
import { newReducerHref } from "@/components/reducers/reducer-href";
import type { StreamState } from "@/lib/api/stream-state";
import classes from "./state-pane.module.css";
import type { StreamPlace } from "./use-stream";

interface ReducerChoiceProps {
  readonly place: StreamPlace;
  readonly state: StreamState;
}

/** The reducer that the state is folded with; another of the category's can be chosen, and one written where none is. */
export function ReducerChoice({ place, state }: ReducerChoiceProps) {
  const { reducers, reducer } = state;
  const nameOf = ({ name, version, inferred }: StreamState["reducer"]) => (inferred ? name : `${name} v${version}`);
  return (
    <>
      {reducers.length === 1 ? (
        <span title="Each event's fields are laid over those before.">{nameOf(reducer)}</span>
      ) : (
        <NativeSelect
          className={classes.reducer}
          size="xs"
          aria-label="Reducer"
          value={reducer.name}
          onChange={({ currentTarget: { value } }) =>
            void place.setUrl({ reducer: value === reducers[0]?.name ? null : value })
          }
          data={reducers.map((each) => ({ value: each.name, label: nameOf(each) }))}
        />
      )}
      {reducer.inferred && <Link href={newReducerHref(place.stream.category)}>Write a reducer…</Link>}
    </>
  );
}
