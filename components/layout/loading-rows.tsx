import classes from "./faces.module.css";

const WIDTHS = [0.62, 0.44, 0.56, 0.38, 0.5, 0.68, 0.41, 0.53] as const;

interface LoadingRowsProps {
  readonly rows?: number;
  /** The final height of a row, so that nothing moves when they come. */
  readonly rowHeight?: number;
  /** "Loading streams" for those who cannot see the bars. */
  readonly label: string;
}

/** Grey bars of the rows to come; they show after 150 ms. */
export function LoadingRows({ rows = 8, rowHeight = 28, label }: LoadingRowsProps) {
  return (
    <div className={classes.loading} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => index).map((index) => (
        <div key={index} className={classes.loadingRow} style={{ height: rowHeight }} aria-hidden="true">
          <span style={{ width: `${(WIDTHS[index % WIDTHS.length] ?? 0.5) * 45}%` }} />
          <span style={{ width: "15%" }} />
          <span style={{ width: "9%" }} />
        </div>
      ))}
    </div>
  );
}
