/** Where a mask makes of history what code would not take, or not decide. */
export interface MaskMisfit {
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly problem: string;
}

const SHOWN = 3;

/** Values that cannot be masked in a test: with pseudonyms in their place, it would fail where history does not. */
export class UntestableMaskError extends Error {
  override readonly name = "UntestableMaskError";
  readonly misfits: readonly MaskMisfit[];

  constructor(misfits: readonly MaskMisfit[], options?: ErrorOptions) {
    const shown = misfits
      .slice(0, SHOWN)
      .map(({ streamId, version, type, problem }) => `version ${version} of ${streamId} (${type}): ${problem}`);
    const more = misfits.length > SHOWN ? `; and ${misfits.length - SHOWN} more` : "";
    super(
      `With these fields masked, a test would not say what history says: ${shown.join("; ")}${more}. Leave them as they ` +
        "are, or export CloudEvents, where they can be masked.",
      options,
    );
    this.misfits = misfits;
  }
}
