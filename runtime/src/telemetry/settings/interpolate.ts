import { TelemetryConfigError } from "./config-error.ts";

const REFERENCE = /\$\$\{|\$\{env:([A-Za-z_]\w*)(?::-([^}]*))?\}/g;

/**
 * Replaces `${env:NAME}` and `${env:NAME:-default}` by the variable's value; `$${` is a literal `${`. As in a shell,
 * the default also stands in for an empty variable.
 *
 * @param option where the text comes from, for the message, e.g. `headers.api-key`.
 * @throws TelemetryConfigError for a variable that is not set and has no default.
 */
export function interpolate(text: string, option: string): string {
  return text.replace(REFERENCE, (match, name: string | undefined, fallback: string | undefined) => {
    if (name === undefined) {
      return match.slice(1);
    }
    const value = process.env[name];
    if (value === undefined && fallback === undefined) {
      throw new TelemetryConfigError(
        `The environment variable ${name} is not set. The telemetry option "${option}" needs it; ` +
          `set it, or give a default: \${env:${name}:-…}.`,
      );
    }
    return value === undefined || value === "" ? (fallback ?? "") : value;
  });
}
