import type { Alias, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { MAXIMUM_ALIASED_VALUES, MAXIMUM_DEPTH } from "./limits.ts";
import type { Member, SourceNode } from "../source/node.ts";
import { childPointer } from "../source/pointer.ts";
import type { SourceRange } from "../source/source-file.ts";
import { rangeOf, withVia } from "./yaml-context.ts";
import type { YamlBuild, YamlSource } from "./yaml-context.ts";
import { readDoubleBraces } from "./yaml-braces.ts";
import { readKey } from "./yaml-key.ts";
import { mergedMaps } from "./yaml-merge.ts";
import { buildScalar } from "./yaml-scalar.ts";

type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

/** Where a node goes. */
interface Place {
  readonly pointer: string;
  readonly via: SourceRange | undefined;
  readonly depth: number;
}

/** What the core schema knows (YAML 1.2.2, section 10.3), and `!`, which only says that a scalar is a string. */
const CORE_TAGS = /^(?:!|tag:yaml\.org,2002:(?:map|seq|str|null|bool|int|float))$/;

/** Thrown to leave the recursion at a limit that is already reported. */
const LIMIT = Symbol("limit");

/**
 * Makes nodes of a parsed document. Aliases are written out, because each has a pointer of its own; its nodes keep
 * the range of the anchor and name the outermost alias as `via`.
 *
 * @returns undefined where a limit was reached
 */
export function buildYaml(
  source: YamlSource,
  contents: ParsedNode,
  diagnostics: Diagnostic[],
): SourceNode | undefined {
  const build: YamlBuild = { ...source, diagnostics, expanding: new Set(), aliased: 0 };
  try {
    return buildNode(build, contents, { pointer: "", via: undefined, depth: 0 });
  } catch (error) {
    if (error !== LIMIT) {
      throw error;
    }
    return undefined;
  }
}

function buildNode(build: YamlBuild, node: ParsedNode, place: Place): SourceNode | undefined {
  const { library } = build;
  if (library.isAlias(node)) {
    return buildAlias(build, node, place);
  }
  countAliased(build, place.via);
  if (node.tag !== undefined && !CORE_TAGS.test(node.tag)) {
    build.diagnostics.push(report("GF1034", rangeOf(build, node), { tag: node.tag.replace("tag:yaml.org,2002:", "!!") }));
    return undefined;
  }
  const braces = readDoubleBraces(build, node, place);
  if (braces !== undefined) {
    return braces;
  }
  if (library.isMap(node)) {
    return buildMap(build, node, place);
  }
  return library.isSeq(node) ? buildList(build, node, place) : buildScalar(build, node as Scalar.Parsed, place);
}

function buildAlias(build: YamlBuild, alias: Alias.Parsed, place: Place): SourceNode | undefined {
  const target = build.targets.get(alias);
  if (target === undefined) {
    return undefined;
  }
  const via = rangeOf(build, alias);
  if (build.expanding.has(target)) {
    build.diagnostics.push(report("GF1036", via, { name: alias.source }));
    return undefined;
  }
  build.expanding.add(target);
  const node = buildNode(build, target, { ...place, via: place.via ?? via });
  build.expanding.delete(target);
  return node;
}

function buildMap(build: YamlBuild, map: YAMLMap.Parsed, place: Place): SourceNode {
  const range = enter(build, map, place);
  // Only an alias inside of an anchored map can lead back to it.
  const anchored = map.anchor !== undefined && !build.expanding.has(map);
  if (anchored) {
    build.expanding.add(map);
  }
  const members = collectMembers(build, map, place, new Map());
  if (anchored) {
    build.expanding.delete(map);
  }
  return withVia({ kind: "object", file: build.file, pointer: place.pointer, range, members }, place.via);
}

/** The members of a map in the order of the text; those of a merged map stand in for the `<<`. */
function collectMembers(
  build: YamlBuild,
  map: YAMLMap.Parsed,
  place: Place,
  taken: Map<string, SourceRange>,
): readonly Member[] {
  const pairs = (map.items as ParsedPair[]).map((pair) => ({ pair, key: readKey(build, pair.key, pair.value) }));
  const own = new Map<string, SourceRange>();
  const kept = pairs.filter(({ key }) => {
    if (key === undefined || key.merge) {
      return key !== undefined;
    }
    const first = own.get(key.text);
    if (first !== undefined) {
      const related = [{ at: first, text: "first here" }];
      build.diagnostics.push(report("GF1010", key.range, { key: key.text }, related));
      return false;
    }
    own.set(key.text, key.range);
    return true;
  });
  const shadowed = new Map([...taken, ...own]);
  return kept.flatMap(({ pair, key }) => {
    if (key === undefined) {
      return [];
    }
    if (key.merge) {
      return mergedMembers(build, pair.value, place, shadowed);
    }
    if (taken.has(key.text)) {
      return [];
    }
    const below = { pointer: childPointer(place.pointer, key.text), via: place.via, depth: place.depth + 1 };
    const value =
      pair.value === null ? buildScalar(build, undefined, below, key.range.end) : buildNode(build, pair.value, below);
    return value === undefined ? [] : [{ key: key.text, keyRange: key.range, value }];
  });
}

/** Members of the maps that `<<` names, without those that stand in the map itself or in an earlier one. */
function mergedMembers(
  build: YamlBuild,
  value: ParsedNode | null,
  place: Place,
  shadowed: Map<string, SourceRange>,
): readonly Member[] {
  return mergedMaps(build, value).flatMap(({ map, alias }) => {
    if (build.expanding.has(map)) {
      build.diagnostics.push(report("GF1036", alias ?? rangeOf(build, map), { name: map.anchor ?? "" }));
      return [];
    }
    const via = place.via ?? alias;
    countAliased(build, via);
    enter(build, map, place);
    build.expanding.add(map);
    const members = collectMembers(build, map, { ...place, via, depth: place.depth + 1 }, shadowed);
    build.expanding.delete(map);
    for (const member of members) {
      shadowed.set(member.key, member.keyRange);
    }
    return members;
  });
}

function buildList(build: YamlBuild, list: YAMLSeq.Parsed, place: Place): SourceNode {
  const range = enter(build, list, place);
  const anchored = list.anchor !== undefined && !build.expanding.has(list);
  if (anchored) {
    build.expanding.add(list);
  }
  const items: SourceNode[] = [];
  for (const item of list.items) {
    const below = { pointer: childPointer(place.pointer, items.length), via: place.via, depth: place.depth + 1 };
    const node = buildNode(build, item, below);
    if (node !== undefined) {
      items.push(node);
    }
  }
  if (anchored) {
    build.expanding.delete(list);
  }
  return withVia({ kind: "array", file: build.file, pointer: place.pointer, range, items }, place.via);
}

/** Counts a value that comes from an alias, up to the limit. */
function countAliased(build: YamlBuild, via: SourceRange | undefined): void {
  build.aliased += via === undefined ? 0 : 1;
  if (via !== undefined && build.aliased > MAXIMUM_ALIASED_VALUES) {
    build.diagnostics.push(report("GF1037", via, { limit: MAXIMUM_ALIASED_VALUES }));
    throw LIMIT;
  }
}

/** The range of a collection, unless it lies too deep. */
function enter(build: YamlBuild, node: ParsedNode, place: Place): SourceRange {
  const range = rangeOf(build, node);
  if (place.depth >= MAXIMUM_DEPTH) {
    build.diagnostics.push(report("GF1009", { ...range, end: range.start + 1 }, { limit: MAXIMUM_DEPTH }));
    throw LIMIT;
  }
  return range;
}
