/** How the rows of a rebuilt read model compare with those of the live one, as `foldline.rebuilds.verification` has it. */
export interface RebuildVerification {
  readonly verifiedAt: string;
  /** The checkpoint at which the new version stood. */
  readonly position: string;
  /** The live one stood there too, unless it could not be brought there: not fed by this code, paused or stopped. */
  readonly livePosition: string | null;
  /** The version that it was compared with; `null`: there is none, so nothing can differ. */
  readonly liveVersion: number | null;
  readonly rows: ComparedRows;
  /** The columns that both versions have. */
  readonly columns: readonly ComparedColumn[];
  /** Names of columns that consumers see now and would lose. */
  readonly onlyInLive: readonly string[];
  readonly onlyInNew: readonly string[];
  /** How many streams are parked in each version. */
  readonly parked: { readonly live: number; readonly new: number };
  /** No row differs in the common columns, no column is lost, and nothing is parked in the new version. */
  readonly clean: boolean;
  /** How many of the rows that differ are listed in `foldline.rebuild_differences`. */
  readonly differencesStored: number;
}

export interface ComparedRows {
  readonly live: number;
  readonly new: number;
  readonly identical: number;
  readonly changed: number;
  /** In the new version only. */
  readonly added: number;
  /** In the live version only. */
  readonly missing: number;
}

export interface ComparedColumn {
  readonly name: string;
  /** Its type in the new version. */
  readonly type: string;
  /** Over keys and values, in no order: equal when both versions have the same values for the same keys. */
  readonly liveChecksum: string;
  readonly newChecksum: string;
  /** In how many of the rows that both versions have it differs. */
  readonly differing: number;
}
