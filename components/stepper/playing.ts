/** Playing: where it began, where it stands, and where it is on its way to. */
export interface Playing {
  readonly from: number;
  readonly at: number;
  readonly to: number;
}

/** Playing when the page stands at a version; null: somebody else has moved the page, which ends playing. */
export function followed(playing: Playing, version: number): Playing | null {
  if (version === playing.to) return playing.at === version ? playing : { ...playing, at: version };
  return version === playing.at ? playing : null;
}
