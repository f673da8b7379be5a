/** A path of this site to go to after signing in; "/" for anything that would lead elsewhere or back to sign-in. */
export function sameOriginPath(target: string): string {
  const base = "http://foldline.invalid";
  if (!target.startsWith("/") || !URL.canParse(target, base)) return "/";
  const url = new URL(target, base);
  if (url.origin !== base || url.pathname.startsWith("//") || url.pathname.startsWith("/sign-in")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
