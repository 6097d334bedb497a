import { createRequire } from "node:module";
import { TelemetryConfigError } from "./config-error.ts";

/** Only a variable asks for these packages, so they are loaded when it does; `start()` is synchronous. */
const require = createRequire(import.meta.url);

/**
 * Loads a package that is an optional peer.
 *
 * @param reason what needs it, at the beginning of a sentence.
 * @throws TelemetryConfigError if it is not installed.
 */
export function loadPackage<Module>(name: string, reason: string): Module {
  try {
    return require(name) as Module;
  } catch (error) {
    throw new TelemetryConfigError(`${reason} needs ${name}: npm install ${name}.`, { cause: error });
  }
}
