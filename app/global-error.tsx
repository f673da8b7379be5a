"use client";

interface Props {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** Stands when even the layout fails, so it brings its own markup and no style sheet. */
export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang="en">
      <body style={{ margin: "20vh auto", maxWidth: 480, padding: 16, font: "14px/1.5 system-ui, sans-serif" }}>
        <title>Foldline failed</title>
        <h1 style={{ fontSize: 18 }}>Foldline could not draw this page</h1>
        <p>
          Most often Postgres cannot be reached. The server's log has the cause
          {error.digest === undefined ? "" : ` under ${error.digest}`}; <code>npx foldline doctor</code> looks for it.
        </p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
