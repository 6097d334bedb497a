/** What has been settled of a span before it is made. */
export interface Reservation {
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Of a span whose trace has been settled too: its id, if it begins the trace, and whether it is sampled. */
  readonly trace?: SettledTrace;
}

/** A decision that was made for a span before it is made. */
export interface SettledTrace {
  readonly traceId: string;
  readonly isSampled: boolean;
}

let reserved: Reservation | undefined;
/** Of the span that is being started. */
let decided: SettledTrace | undefined;

/**
 * Gives an id to the first span that `start` begins, before it first awaits, with a provider that is ours. Elsewhere the
 * span gets some other id.
 *
 * @returns What `start` returns.
 */
export function withSpanId<Result>(spanId: string, start: () => Result): Result {
  return withReservation({ spanId }, start);
}

/** As `withSpanId`, for a span of which more is settled than its id. */
export function withReservation<Result>(reservation: Reservation | undefined, start: () => Result): Result {
  const before = reserved;
  reserved = reservation;
  try {
    return start();
  } finally {
    reserved = before;
    decided = undefined;
  }
}

/** What is reserved for a span that is about to begin, or that may be made later. Each reservation is good for one. */
export function takeReservation(): Reservation | undefined {
  const reservation = reserved;
  reserved = undefined;
  return reservation;
}

/** For the id generator of a provider, which is asked for the id of the span first. */
export function takeReservedSpanId(): string | undefined {
  const reservation = takeReservation();
  decided = reservation?.trace;
  return reservation?.spanId;
}

/** For the id generator of a provider, which is then asked for the id of a trace that begins. */
export function reservedTraceId(): string | undefined {
  return decided?.traceId;
}

/** For the sampler of a provider, which is asked last; undefined where nothing is settled and it has to decide. */
export function takeSettledDecision(): boolean | undefined {
  const isSampled = decided?.isSampled;
  decided = undefined;
  return isSampled;
}
