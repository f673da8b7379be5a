import type { BisectionSoFar } from "../aggregates/start-bisection";
import { errorWords } from "../error-words";
import type { StoredEvent } from "../events";
import { stringifyLossless } from "../json";
import { errorGroup } from "../projections/error-group";
import type { CategoryBisection } from "./bisection";
import { type Finding, findingOf, groupFinding } from "./findings";

type Place = Pick<StoredEvent, "streamId" | "version" | "position">;
interface Said {
  readonly kind: "holds" | "undecided" | "unreadable";
  readonly reason: string;
  readonly message: string;
  readonly value: string | null;
}

interface StreamAtWork {
  readonly id: string;
  readonly take: (event: StoredEvent) => void;
  readonly soFar: () => BisectionSoFar<unknown>;
}

/** Looks through streams, one after the other, and counts what became of them onto what is known of those before. */
export function bisectionTally(
  before: CategoryBisection,
  since: bigint,
  start: () => Pick<StreamAtWork, "take" | "soFar">,
) {
  const counted = { ...before, reasons: [...before.reasons] };
  const findings: Finding[] = [];
  const find = (place: Place, said: Said) => {
    const finding = findingOf(place, { ...said, operation: null, path: null });
    findings.push(groupFinding(counted.reasons, finding));
  };
  let stream: StreamAtWork | null = null;
  const end = () => {
    if (stream !== null) count(stream.id, stream.soFar());
    stream = null;
  };
  function count(streamId: string, { found, undecided, problems }: BisectionSoFar<unknown>) {
    counted.streams += 1;
    if (found !== null && found.event.position > since) {
      counted.found += 1;
      const { type } = found.event;
      const [message, value] = [stringifyLossless(found.before), stringifyLossless(found.after)];
      find(found.event, { kind: "holds", reason: type, message, value });
    }
    if (found === null && undecided !== null) {
      counted.undecided += 1;
      const message = errorWords(undecided.error);
      find({ streamId, ...undecided }, { kind: "undecided", reason: errorGroup(message), message, value: null });
    }
    const [problem] = problems;
    if (problem !== undefined) {
      counted.unreadable += 1;
      const message = errorWords(problem.error);
      find({ streamId, ...problem }, { kind: "unreadable", reason: errorGroup(message), message, value: null });
    }
  }
  return {
    take(event: StoredEvent) {
      if (stream?.id !== event.streamId) {
        end();
        stream = { id: event.streamId, ...start() };
      }
      stream.take(event);
    },
    /** The stream at hand, where no later event of it can change what is found. */
    settled: () => (stream !== null && stream.soFar().found !== null ? stream.id : null),
    /** Nothing is left of the streams up to this one. */
    wholeUpTo(streamId: string) {
      end();
      counted.lastStream = streamId;
    },
    result: (): CategoryBisection => counted,
    findings,
  };
}
