import type { BooleanSetting, EnvironmentText, NumberSetting } from "../../settings/late-settings.ts";
import type { ConfigurationNode, LateValue } from "./configuration-node.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { escapeSetting } from "./substitute.ts";

/** Reads a text, in the syntax of the runtime's options. A number or a boolean that a variable brought is a text too. */
export function readText<Place>(list: ProblemList<Place>, node: ConfigurationNode<Place> | undefined): string | undefined {
  if (node?.kind !== "scalar") {
    return undefined;
  }
  if (node.late !== undefined) {
    return lateText(list, node, node.late);
  }
  return node.value === null ? undefined : escapeSetting(String(node.value));
}

/**
 * Reads a number, or the text from which one is made at start-up.
 *
 * @param usual what OpenTelemetry says where the document does not, if that is not what the runtime would choose.
 */
export function readNumber<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
  usual?: number,
): NumberSetting | undefined {
  if (node?.kind !== "scalar") {
    return usual;
  }
  if (node.late !== undefined) {
    // A variable that is not set leaves nothing, and nothing is what was not written.
    return lateText(list, node, node.late)?.replace(/^(\$\{env:\w+:-)\}$/, `$1${usual ?? ""}}`) as EnvironmentText | undefined;
  }
  return typeof node.value === "number" ? node.value : usual;
}

/** Reads `true` or `false`, or the text from which it is made at start-up. */
export function readBoolean<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
): BooleanSetting | undefined {
  if (node?.kind !== "scalar") {
    return undefined;
  }
  if (node.late !== undefined) {
    return lateText(list, node, node.late);
  }
  return typeof node.value === "boolean" ? node.value : undefined;
}

/** Reads a text that has to be known before the process starts, as it is. */
export function readWord<Place>(list: ProblemList<Place>, node: ConfigurationNode<Place> | undefined): string | undefined {
  if (node?.kind !== "scalar") {
    return undefined;
  }
  if (node.late !== undefined) {
    refuseLate(list, node);
    return undefined;
  }
  return typeof node.value === "string" ? node.value : undefined;
}

function lateText<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place>,
  { text }: LateValue,
): LateValue["text"] {
  if (text === undefined) {
    refuseLate(list, node);
  }
  return text;
}

/** Reports a variable that decides at start-up on what has to be known before. */
export function refuseLate<Place>({ problems }: ProblemList<Place>, { place }: ConfigurationNode<Place>): void {
  problems.push({
    kind: "late",
    place,
    message: "an environment variable cannot decide this: it has to be known when the code is generated",
    help: "write the value itself, or give the whole document to the process in OTEL_CONFIG_FILE",
  });
}
