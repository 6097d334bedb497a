import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { TelemetryConfigError } from "../settings/config-error.ts";
import type { ConfigurationProblem } from "./document/configuration-problem.ts";
import { definitions } from "./document/derived/definitions.ts";
import { validateConfiguration } from "./document/derived/validate-configuration.ts";
import { readConfiguration } from "./document/read-configuration.ts";
import type { ConfigurationSettings } from "./document/settings.ts";
import { parseDocument } from "./parse-document.ts";
import type { Position } from "./parse-document.ts";

/**
 * Reads a declarative configuration from a file.
 *
 * @param path as in `OTEL_CONFIG_FILE`; relative to the working directory.
 * @throws TelemetryConfigError that names everything that is wrong, with file, line and column: it cannot be read, is
 *   malformed, does not fit the official schema, or asks for something that cannot be done.
 */
export function readConfigurationFile(path: string): ConfigurationSettings<Position> {
  const { root, problems } = parseDocument(readText(path), process.env);
  if (problems.length > 0 || root === undefined) {
    throw refusal(path, problems.length > 0 ? problems : [EMPTY]);
  }
  const read = readConfiguration(root, { validateConfiguration, definitions });
  if (read.problems.length > 0) {
    throw refusal(path, read.problems);
  }
  return read.settings;
}

const EMPTY: ConfigurationProblem<Position> = {
  kind: "invalid",
  place: { line: 1, column: 1 },
  message: "there is nothing in the file",
};

function readText(path: string): string {
  try {
    return readFileSync(resolve(path), "utf8");
  } catch (error) {
    throw new TelemetryConfigError(`OTEL_CONFIG_FILE: ${(error as Error).message}`, { cause: error });
  }
}

function refusal(path: string, problems: readonly ConfigurationProblem<Position>[]): TelemetryConfigError {
  const inOrder = problems.toSorted((one, other) => one.place.line - other.place.line || one.place.column - other.place.column);
  const lines = inOrder.map((problem) => `${path}:${problem.place.line}:${problem.place.column}: ${describe(problem)}`);
  return new TelemetryConfigError(["OTEL_CONFIG_FILE cannot be used:", ...lines].join("\n  "));
}

function describe({ message, help, unknown }: ConfigurationProblem<Position>): string {
  const advice = unknown === undefined ? help : `there are ${unknown.known.join(", ")}`;
  return advice === undefined ? `${message}.` : `${message}: ${advice}.`;
}
