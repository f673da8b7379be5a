import "server-only";
import type { Recommendation } from "@/lib/api/projection-watch";

export interface BuiltAndToday {
  readonly built: {
    readonly definitionVersion: number;
    readonly definitionHash: string;
    readonly upcasterHash: string;
  };
  readonly today: {
    readonly definitionVersion: number;
    readonly definitionHash: string;
    /** `null` while active upcasters contradict each other: then nothing is said about them. */
    readonly upcasterHash: string | null;
  };
  /** False: it reads events as they were stored, so that upcasters do not matter. */
  readonly upcast: boolean;
}

export interface IgnoredRecommendation {
  readonly builtWith: string;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

/** The advice to rebuild a read model, when it is not what its projection would build today. */
export function recommendationOf(
  { built, today, upcast }: BuiltAndToday,
  ignored: readonly IgnoredRecommendation[],
): Recommendation | null {
  const upcasterHash = upcast ? (today.upcasterHash ?? built.upcasterHash) : built.upcasterHash;
  const definition = built.definitionHash !== today.definitionHash;
  if (!definition && built.upcasterHash === upcasterHash) return null;
  const builtWith = `${built.definitionHash} ${built.upcasterHash} → ${today.definitionHash} ${upcasterHash}`;
  const found = ignored.find((each) => each.builtWith === builtWith);
  return {
    ...(definition ? definitionChanged(built, today) : UPCASTERS),
    builtWith,
    ignored: found === undefined ? null : { by: found.by, at: found.at.toISOString(), reason: found.reason },
  };
}

const UPCASTERS = {
  kind: "upcasters",
  words: "built with older upcasters",
  why: "Its older rows show events as they were read then, not as the active upcasters read them.",
} as const;

function definitionChanged(built: BuiltAndToday["built"], today: BuiltAndToday["today"]) {
  const kind = "definition" as const;
  if (built.definitionVersion === today.definitionVersion) {
    const why = `The code of version ${today.definitionVersion} changed and its version did not: older rows were folded by the former code.`;
    return { kind, words: "code changed", why };
  }
  const why = `It was built by version ${built.definitionVersion} of the definition; version ${today.definitionVersion} is there.`;
  return { kind, words: `definition v${today.definitionVersion} waits`, why };
}
