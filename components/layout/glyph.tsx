/** One line that folds into an F; the fold is the accent. Decorative: the name stands beside it. */
export function Glyph({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      strokeWidth="2.4"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M17.5 3 3 9.2" stroke="var(--fl-accent-solid)" />
      <path d="M3 17.5V3h14.5M3 9.2h10.5" stroke="currentColor" />
    </svg>
  );
}
