import type * as YamlLibrary from "yaml";
import type { ParsedNode, Pair, Scalar } from "yaml";
import { loadPackage } from "../settings/load-package.ts";
import type { ConfigurationNode, ConfigurationScalar } from "./document/configuration-node.ts";
import type { ConfigurationProblem } from "./document/configuration-problem.ts";
import { substitute, SubstitutionError } from "./document/substitute.ts";
import type { Variables } from "./document/substitute.ts";

/** Both count from 1, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Aliases that stand for each other many times over would make a small file fill the memory. */
const MAXIMUM_NODES = 100_000;

/**
 * Parses YAML 1.2, and thus JSON, and fills in the variables of the environment.
 *
 * @throws TelemetryConfigError if the YAML library is not installed.
 */
export function parseDocument(
  text: string,
  variables: Variables,
): { readonly root: ConfigurationNode<Position> | undefined; readonly problems: readonly ConfigurationProblem<Position>[] } {
  const library = loadPackage<typeof YamlLibrary>("yaml", "OTEL_CONFIG_FILE");
  const lines = new library.LineCounter();
  const document = library.parseDocument(text, { version: "1.2", prettyErrors: false, lineCounter: lines, logLevel: "silent" });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  // One mistake in the grammar makes more of them below it.
  const problems: ConfigurationProblem<Position>[] = document.errors
    .slice(0, 1)
    .map(({ message, pos }) => invalid(positionAt(pos[0]), message.split("\n")[0] ?? message));
  if (problems.length > 0 || document.contents === null) {
    return { root: undefined, problems };
  }
  let nodes = 0;

  function build(node: ParsedNode | null, above: readonly ParsedNode[], emptyAt: number): ConfigurationNode<Position> {
    nodes += 1;
    if (node === null) {
      return { kind: "scalar", place: positionAt(emptyAt), value: null };
    }
    const place = positionAt(node.range[0]);
    if (library.isAlias(node)) {
      const target = node.resolve(document) as ParsedNode | undefined;
      if (target === undefined || above.includes(target) || nodes > MAXIMUM_NODES) {
        problems.push(invalid(place, `the alias \`*${node.source}\` leads nowhere, or too far`));
        return { kind: "scalar", place, value: null };
      }
      return build(target, above, emptyAt);
    }
    const path = [...above, node];
    if (library.isMap(node)) {
      const pairs = node.items as readonly Pair<ParsedNode, ParsedNode | null>[];
      return {
        kind: "object",
        place,
        members: pairs.map(({ key, value }) => ({
          key: library.isScalar(key) ? String(key.value) : String(key),
          keyPlace: positionAt(key.range[0]),
          value: build(value, path, key.range[1]),
        })),
      };
    }
    if (library.isSeq(node)) {
      const items = node.items as readonly (ParsedNode | null)[];
      return { kind: "array", place, items: items.map((item) => build(item, path, node.range[0])) };
    }
    return buildScalar(node, place);
  }

  function buildScalar(scalar: Scalar.Parsed, place: Position): ConfigurationScalar<Position> {
    const { value, type } = scalar;
    if (typeof value !== "string") {
      const isKnown = typeof value === "number" || typeof value === "boolean";
      return { kind: "scalar", place, value: isKnown ? value : null };
    }
    try {
      return { kind: "scalar", place, ...substitute(value, type === "PLAIN", variables) };
    } catch (error) {
      if (!(error instanceof SubstitutionError)) {
        throw error;
      }
      problems.push({ ...invalid(place, error.message), help: error.help });
      return { kind: "scalar", place, value: null };
    }
  }

  return { root: build(document.contents, [], 0), problems };
}

function invalid(place: Position, message: string): ConfigurationProblem<Position> {
  return { kind: "invalid", place, message };
}
