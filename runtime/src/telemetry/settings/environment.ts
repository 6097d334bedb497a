import { TelemetryConfigError } from "./config-error.ts";

/** Names a file that says everything about telemetry. */
export const CONFIG_FILE = "OTEL_CONFIG_FILE";

/**
 * Reads an environment variable. An empty one counts as unset, as OpenTelemetry's specification asks; and so does
 * every variable of OpenTelemetry beside `OTEL_CONFIG_FILE`.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#declarative-configuration
 */
export function readVariable(name: string): string | undefined {
  return name !== CONFIG_FILE && name.startsWith("OTEL_") && valueOf(CONFIG_FILE) !== undefined ? undefined : valueOf(name);
}

function valueOf(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === "" ? undefined : value;
}

/**
 * Reads a whole number from a variable.
 *
 * @throws TelemetryConfigError if it is not one, or zero or less.
 */
export function readPositiveInteger(name: string): number | undefined {
  const value = readVariable(name);
  if (value === undefined) {
    return undefined;
  }
  if (!/^[1-9]\d*$/.test(value)) {
    throw new TelemetryConfigError(`${name} is "${value}": give a whole number above 0.`);
  }
  return Number(value);
}

/**
 * Reads a whole number from a variable, which may be 0.
 *
 * @throws TelemetryConfigError if it is not one.
 */
export function readWholeNumber(name: string): number | undefined {
  const value = readVariable(name);
  if (value !== undefined && !/^\d+$/.test(value)) {
    throw new TelemetryConfigError(`${name} is "${value}": give a whole number, 0 or more.`);
  }
  return value === undefined ? undefined : Number(value);
}

/**
 * Reads `true` or `false`, in any case, from a variable.
 *
 * @throws TelemetryConfigError for anything else.
 */
export function readBoolean(name: string): boolean | undefined {
  const value = readVariable(name)?.toLowerCase();
  return value === undefined ? undefined : requireChoice(name, value, ["true", "false"]) === "true";
}

/**
 * Reads one of some words, in any case, from a variable.
 *
 * @throws TelemetryConfigError for any other word.
 */
export function readChoice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
  const value = readVariable(name);
  return value === undefined ? undefined : requireChoice(name, value, choices);
}

/**
 * Reads a comma-separated list of words, in any case, from a variable.
 *
 * @throws TelemetryConfigError for a word that is not among the choices.
 */
export function readChoices<Choice extends string>(name: string, choices: readonly Choice[]): Choice[] | undefined {
  const words = readVariable(name)?.split(",").map((word) => word.trim());
  return words?.filter((word) => word !== "").map((word) => requireChoice(name, word, choices));
}

function requireChoice<Choice extends string>(name: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  if (choice === undefined) {
    throw new TelemetryConfigError(`${name}: "${value}" is not available here. Use ${choices.join(", ")}.`);
  }
  return choice;
}
