/** What the sampler of a provider says of a span that nobody makes. */
interface Question {
  isSampled: boolean | undefined;
}

let asked: Question | undefined;

/** What a provider would do. */
export interface Decision<Result> {
  /** What `start` has returned. */
  readonly result: Result;
  /** Undefined where the sampler was not asked: the provider is not ours, or tracing is suppressed. */
  readonly isSampled: boolean | undefined;
}

/**
 * Asks what would become of the first span that `start` begins, before it first awaits, with a provider of ours. The span
 * does not record, and no processor ever hears of it.
 */
export function decisionOn<Result>(start: () => Result): Decision<Result> {
  const question: Question = { isSampled: undefined };
  asked = question;
  try {
    const result = start();
    return { result, isSampled: question.isSampled };
  } finally {
    asked = undefined;
  }
}

/** For the sampler of a provider: notes what it says. True if that is all that was wanted, and no span may be made. */
export function noteDecision(isSampled: boolean): boolean {
  if (asked === undefined) {
    return false;
  }
  asked.isSampled = isSampled;
  asked = undefined;
  return true;
}
