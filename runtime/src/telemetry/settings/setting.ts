import { TelemetryConfigError } from "./config-error.ts";
import { interpolate } from "./interpolate.ts";
import type { BooleanSetting, NumberSetting } from "./late-settings.ts";

/**
 * Settles a number.
 *
 * @param option what is asked for, for the message, e.g. `sampler.ratio`.
 * @throws TelemetryConfigError for a text that is no number, or a variable that is not set and has no default.
 */
export function resolveNumber(setting: NumberSetting | undefined, option: string): number | undefined {
  if (typeof setting !== "string") {
    return setting;
  }
  const text = interpolate(setting, option).trim();
  if (text !== "" && !Number.isFinite(Number(text))) {
    throw new TelemetryConfigError(`The telemetry option "${option}" is "${text}": give a number.`);
  }
  return text === "" ? undefined : Number(text);
}

/**
 * Settles `true` or `false`.
 *
 * @throws TelemetryConfigError for another text, or a variable that is not set and has no default.
 */
export function resolveBoolean(setting: BooleanSetting | undefined, option: string): boolean | undefined {
  if (typeof setting !== "string") {
    return setting;
  }
  const text = interpolate(setting, option).trim().toLowerCase();
  if (text !== "" && text !== "true" && text !== "false") {
    throw new TelemetryConfigError(`The telemetry option "${option}" is "${text}": give true or false.`);
  }
  return text === "" ? undefined : text === "true";
}
