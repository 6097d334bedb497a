/** A length of time for people, three digits or so: `850 µs`, `12.4 ms`, `412 ms`, `1.24 s`, `2m 03s`. Takes milliseconds. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds <= 0) {
    return "0 ms";
  }
  if (milliseconds < 0.9995) {
    return `${Math.max(1, Math.round(milliseconds * 1000))} µs`;
  }
  if (milliseconds < 999.5) {
    return `${threeDigits(milliseconds)} ms`;
  }
  if (milliseconds < 59_950) {
    return `${threeDigits(milliseconds / 1000)} s`;
  }
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}m ${pad(seconds % 60)}s`
    : `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}

function threeDigits(value: number): string {
  const digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return value.toFixed(digits).replace(/\.0+$/, "");
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
