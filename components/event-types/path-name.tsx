import type { PlacedPath } from "./shape-rows";
import classes from "./shape-table.module.css";

/** A path of the data below what it lies in. */
export function PathName({ path }: { readonly path: PlacedPath & { readonly path: string } }) {
  return (
    <span className={`mono ${classes.path}`} style={{ paddingLeft: path.depth * 12 }} title={path.path || "the data"}>
      <span className={classes.inside}>{path.inside}</span>
      {path.name === "" ? "the data" : path.name}
    </span>
  );
}
