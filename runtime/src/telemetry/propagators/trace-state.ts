import type { TraceState } from "@opentelemetry/api";

const KEY = /^[a-z\d][a-z\d_\-*/@]{0,255}$/;
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

const MAXIMUM_MEMBERS = 32;
const MAXIMUM_LENGTH = 512;

/** Where a list is too long, members longer than this go first. */
const LARGE_MEMBER = 128;

/**
 * A `tracestate` by the rules of W3C Trace Context Level 2, where the SDK's own follows those of Level 1.
 *
 * It also remembers whether the trace id is random. That is a flag of the `traceparent`, but the SDK gives a span no
 * flag of its parent, and does give it the parent's trace state.
 *
 * @see https://www.w3.org/TR/trace-context-2/#tracestate-header
 */
export class W3CTraceState implements TraceState {
  readonly hasRandomTraceId: boolean;
  /** The latest first. */
  private readonly members: ReadonlyMap<string, string>;

  constructor(members: ReadonlyMap<string, string>, hasRandomTraceId: boolean) {
    this.members = members;
    this.hasRandomTraceId = hasRandomTraceId;
  }

  get(key: string): string | undefined {
    return this.members.get(key);
  }

  /** Puts a member in front; the last one makes room if there are 32. No effect if the key or the value is malformed. */
  set(key: string, value: string): W3CTraceState {
    if (!KEY.test(key) || !VALUE.test(value)) {
      return this;
    }
    const others = Array.from(this.members).filter(([other]) => other !== key);
    return new W3CTraceState(new Map([[key, value], ...others.slice(0, MAXIMUM_MEMBERS - 1)]), this.hasRandomTraceId);
  }

  unset(key: string): W3CTraceState {
    const others = new Map(this.members);
    return others.delete(key) ? new W3CTraceState(others, this.hasRandomTraceId) : this;
  }

  /** The header. Of more than 512 characters, whole members are left out: large ones first, then from the end. */
  serialize(): string {
    const members = Array.from(this.members, ([key, value]) => `${key}=${value}`);
    let length = members.reduce((total, member) => total + member.length + 1, -1);
    while (length > MAXIMUM_LENGTH) {
      const large = members.findLastIndex((member) => member.length > LARGE_MEMBER);
      const [removed = ""] = members.splice(large, 1);
      length -= removed.length + 1;
    }
    return members.join(",");
  }
}

/** Of a trace that begins here: nothing but that its id is random. */
export const RANDOM_TRACE_ID = new W3CTraceState(new Map(), true);

/**
 * Reads a `tracestate`: of a key that comes twice, the first value. A malformed member, or a 33rd, spoils the whole
 * list, as the recommendation has it.
 */
export function parseTraceState(header: string, hasRandomTraceId: boolean): W3CTraceState | undefined {
  const members = new Map<string, string>();
  let count = 0;
  for (const item of header.split(",")) {
    const member = trimSpace(item);
    if (member === "") {
      continue;
    }
    count += 1;
    const end = member.indexOf("=");
    const key = member.slice(0, Math.max(end, 0));
    const value = member.slice(end + 1);
    if (count > MAXIMUM_MEMBERS || !KEY.test(key) || !VALUE.test(value)) {
      return undefined;
    }
    if (!members.has(key)) {
      members.set(key, value);
    }
  }
  return count === 0 ? undefined : new W3CTraceState(members, hasRandomTraceId);
}

/** Takes away what HTTP calls optional white space. `trim` would take away more. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text, start)) {
    start += 1;
  }
  while (end > start && isSpace(text, end - 1)) {
    end -= 1;
  }
  return text.slice(start, end);
}

function isSpace(text: string, index: number): boolean {
  return text[index] === " " || text[index] === "\t";
}
