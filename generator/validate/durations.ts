/** Our units with their milliseconds, from large to small. */
const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/** How people and other formats (ISO 8601 among them) call the units. */
const UNIT_NAMES: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|msecs?|millis|milliseconds?)$/i, 1],
  [/^(?:s|secs?|seconds?)$/i, 1000],
  [/^(?:m|mins?|minutes?)$/i, 60_000],
  [/^(?:h|hrs?|hours?)$/i, 3_600_000],
  [/^(?:d|days?)$/i, 86_400_000],
  [/^(?:w|weeks?)$/i, 604_800_000],
];

/**
 * The duration that is most probably meant, as the spec writes it: `15 sec` is `15s`, `PT1M30S` is `1m30s`, `2.5s` is
 * `2s500ms`.
 *
 * @param unit What a bare number counts.
 */
export function suggestDuration(given: string | number, unit: "ms" | "s" | "m" | "h" = "ms"): string | undefined {
  const text = String(given).trim();
  if (/^\d{1,9}$/.test(text)) {
    return `${text}${unit}`;
  }
  const parts = /^P[\dT]/i.test(text) ? text.replaceAll(/[PT]/gi, "") : text;
  if (!/^(?:\d{1,9}(?:\.\d{1,3})?\s*[a-z]+[\s,]*)+$/i.test(parts)) {
    return undefined;
  }
  let milliseconds = 0;
  for (const [, amount, name = ""] of parts.matchAll(/([\d.]+)\s*([a-z]+)/gi)) {
    const unit = UNIT_NAMES.find(([pattern]) => pattern.test(name))?.[1];
    if (unit === undefined) {
      return undefined;
    }
    milliseconds += Number(amount) * unit;
  }
  return formatDuration(Math.round(milliseconds));
}

function formatDuration(milliseconds: number): string {
  let rest = milliseconds;
  let text = "";
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(rest / size);
    rest %= size;
    text += amount === 0 ? "" : `${amount}${unit}`;
  }
  return text === "" ? "0ms" : text;
}
