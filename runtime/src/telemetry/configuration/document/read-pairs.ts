import type { ConfigurationNode } from "./configuration-node.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { readWord } from "./read-setting.ts";
import { escapeSetting } from "./substitute.ts";

/**
 * Reads `name=value,name=value` with percent-encoded names and values, as `OTEL_RESOURCE_ATTRIBUTES` and
 * `OTEL_EXPORTER_OTLP_HEADERS` have them.
 */
export function readPairs<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
): readonly (readonly [name: string, value: string])[] {
  const text = readWord(list, node);
  if (node === undefined || text === undefined) {
    return [];
  }
  const pairs = text.split(",").filter((pair) => pair.trim() !== "");
  const read = pairs.map(readPair);
  const isWhole = read.every((pair) => pair !== undefined);
  if (!isWhole) {
    // What is written may be a secret, so it is not shown.
    const message = "the list is malformed: it is `name=value,name=value`, percent-encoded";
    list.problems.push({ kind: "invalid", place: node.place, message });
  }
  return isWhole ? read : [];
}

function readPair(pair: string): readonly [string, string] | undefined {
  const separator = pair.indexOf("=");
  const name = decode(pair.slice(0, separator).trim());
  const value = decode(pair.slice(separator + 1).trim());
  return separator === -1 || name === undefined || name === "" || value === undefined
    ? undefined
    : [name, escapeSetting(value)];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
