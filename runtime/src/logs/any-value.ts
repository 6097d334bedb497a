/** Deeper than this, an object is only named. */
const MAXIMUM_DEPTH = 8;

/** After so many values, the rest of an attribute is only named: who logs a socket logs half of Node. */
const MAXIMUM_VALUES = 1_000;

/** A conversion under way. */
interface Progress {
  /** What the value is in, from the outside. */
  readonly ancestors: object[];
  values: number;
}

/**
 * Turns a value into what OpenTelemetry's logs can carry: text, numbers, booleans, null, bytes, lists and plain objects
 * of these. Dates become RFC 3339 text, sets lists, maps objects, errors their type, message and stack. What says how
 * it looks as JSON (`toJSON`) is asked. Undefined for what has no value: `undefined`, functions, symbols.
 *
 * @see https://opentelemetry.io/docs/specs/otel/common/#anyvalue
 */
export function toAnyValue(value: unknown): unknown {
  try {
    return convert(value, { ancestors: [], values: 0 });
  } catch {
    return "[Unreadable]";
  }
}

function convert(value: unknown, progress: Progress): unknown {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case "object":
      return value === null || value instanceof Uint8Array ? value : convertObject(value, progress);
    default:
      return undefined;
  }
}

function convertObject(value: object, progress: Progress): unknown {
  const { ancestors } = progress;
  if (ancestors.includes(value)) {
    return "[Circular]";
  }
  progress.values += 1;
  if (ancestors.length === MAXIMUM_DEPTH || progress.values > MAXIMUM_VALUES) {
    return Array.isArray(value) ? "[Array]" : "[Object]";
  }
  ancestors.push(value);
  const converted = convertContents(value, progress);
  ancestors.pop();
  return converted;
}

function convertContents(value: object, progress: Progress): unknown {
  if (Array.isArray(value) || value instanceof Set) {
    return Array.from(value, (item) => convert(item, progress) ?? null);
  }
  if (value instanceof Map) {
    return convertEntries(value, progress);
  }
  if (value instanceof Error) {
    return convertEntries(Object.entries({ type: value.name, message: value.message, stacktrace: value.stack }), progress);
  }
  if ("toJSON" in value && typeof value.toJSON === "function") {
    return convert(value.toJSON(), progress);
  }
  return convertEntries(Object.entries(value), progress);
}

function convertEntries(entries: Iterable<readonly [key: unknown, value: unknown]>, progress: Progress): object {
  const converted: [key: string, value: unknown][] = [];
  for (const [key, item] of entries) {
    const value = convert(item, progress);
    if (value !== undefined) {
      converted.push([String(key), value]);
    }
  }
  return Object.fromEntries(converted);
}
