import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { suggest } from "../diagnostics/suggest.ts";
import type { ScalarNode, SourceNode } from "../source/node.ts";
import { childNode, childPointer, pointerTokens } from "../source/pointer.ts";
import type { SourceFile, SourceRange } from "../source/source-file.ts";
import { createResourceIndex, resolveUri, uriOf } from "./resources.ts";
import type { Resource } from "./resources.ts";

export interface ResolverOptions {
  /** The roots of specs: files that hold schemas and are none. */
  readonly documents: readonly SourceNode[];
  /** The schemas in them. A schema that is a file of its own may be among them. */
  readonly schemas: readonly SourceNode[];
  /**
   * Reads a file that a `$ref` leads to, once each.
   *
   * @param from Where the reference stands.
   * @returns undefined where the file cannot be read; whoever reads it has then said why.
   */
  readonly load: (absolutePath: string, from: SourceRange) => SourceNode | undefined;
}

/** The string that refers to a schema. */
export type ReferenceNode = ScalarNode & { readonly value: string };

/** Where a reference leads. */
export type Resolution =
  | { readonly kind: "found"; readonly schema: SourceNode }
  /** Nothing is there; `suggestion` is a reference that leads somewhere. */
  | { readonly kind: "missing"; readonly suggestion: string | undefined }
  /** It would lead somewhere if `#` were the schema around it instead of the file. */
  | { readonly kind: "pasted"; readonly suggestion: string }
  /** It names a file that could not be read; that has been reported. */
  | { readonly kind: "unreadable" }
  /** Files of other hosts are not fetched. */
  | { readonly kind: "remote"; readonly uri: string };

/** Follows references between schemas (JSON Schema Core, sections 8.2 and 9.2). */
export interface SchemaResolver {
  /** Where the value of a `$ref` leads that stands in the schema `from`, and that of a `$dynamicRef` at first. */
  readonly resolve: (reference: ReferenceNode, from: SourceNode) => Resolution;
  /** The name in a `$dynamicRef` if others than the `target` found first may take its place. */
  readonly dynamicName: (reference: ReferenceNode, target: SourceNode) => string | undefined;
  /** The schemas with a `$dynamicAnchor` in the resource of a schema. */
  readonly dynamicAnchorsAround: (schema: SourceNode) => ReadonlyMap<string, SourceNode>;
  /** All schemas with this `$dynamicAnchor` in the files seen so far. */
  readonly dynamicAnchorsNamed: (name: string) => readonly SourceNode[];
}

export function createResolver({ documents, schemas, load }: ResolverOptions): SchemaResolver {
  const index = createResourceIndex();
  const specs = new Map(documents.map((root) => [uriOf(root.file), index.addFile(root)]));
  for (const schema of schemas) {
    const spec = specs.get(uriOf(schema.file));
    if (spec === undefined) {
      index.addSchemaFile(schema);
    } else {
      index.addSchema(schema, spec);
    }
  }
  const loaded = new Map<string, Resource | undefined>();

  function fileAt(uri: string, from: SourceRange): Resource | undefined {
    if (!loaded.has(uri)) {
      const path = pathOf(uri);
      const root = path === undefined ? undefined : load(path, from);
      loaded.set(uri, root && index.addSchemaFile(root));
    }
    return loaded.get(uri);
  }

  function resourceAt(uri: string | undefined, from: SourceRange): Resource | undefined {
    return uri === undefined ? undefined : (index.byUri.get(uri) ?? fileAt(uri, from));
  }

  /** By its URI, else as a file beside the one that refers to it: `$id`s often name a place where nothing is. */
  function target({ value, range }: ReferenceNode, from: SourceNode): { uri: string | undefined; resource: Resource | undefined } {
    const own = index.resourceOf(from)?.uri ?? uriOf(from.file);
    const uri = withoutFragment(value === "" ? own : resolveUri(value, own));
    const beside = withoutFragment(resolveUri(value, uriOf(from.file)));
    return { uri, resource: resourceAt(uri, range) ?? resourceAt(beside, range) };
  }

  function schemaAt(resource: Resource, fragment: string): SourceNode | undefined {
    if (fragment !== "" && !fragment.startsWith("/")) {
      return resource.anchors.get(fragment);
    }
    let node: SourceNode | undefined = resource.root;
    let owner = resource;
    for (const token of pointerTokens(fragment)) {
      node = childNode(node, token);
      if (node === undefined) {
        return undefined;
      }
      owner = index.resourceOf(node) ?? owner;
    }
    index.addSchema(node, owner);
    return node;
  }

  function resolve(reference: ReferenceNode, from: SourceNode): Resolution {
    const { uri, resource } = target(reference, from);
    const fragment = fragmentOf(reference.value);
    if (uri === undefined) {
      return { kind: "missing", suggestion: undefined };
    }
    if (resource === undefined) {
      return pathOf(uri) === undefined ? { kind: "remote", uri } : { kind: "unreadable" };
    }
    const isSpec = specs.get(resource.uri) === resource;
    if (!(isSpec && fragment === "")) {
      const schema = schemaAt(resource, fragment);
      if (schema !== undefined) {
        return { kind: "found", schema };
      }
    }
    const pasted = isSpec ? pastedTarget(fragment, from) : undefined;
    return pasted === undefined
      ? { kind: "missing", suggestion: suggestionFor(resource, reference.value) }
      : { kind: "pasted", suggestion: pasted };
  }

  /** What a reference means from the schema of the spec around it, as a reference that says so. */
  function pastedTarget(fragment: string, from: SourceNode): string | undefined {
    const around = schemas.find(
      (schema) => schema.file === from.file && `${from.pointer}/`.startsWith(`${schema.pointer}/`),
    );
    const node = around && pointerTokens(fragment).reduce<SourceNode | undefined>(step, around);
    return node === undefined || around === undefined ? undefined : `#${around.pointer}${fragment}`;
  }

  /** The same place in another file of the spec, else a reference whose last part is spelt like that of this one. */
  function suggestionFor(resource: Resource, reference: string): string | undefined {
    const fragment = fragmentOf(reference);
    const elsewhere = reference.startsWith("#") ? schemas.find(({ pointer }) => pointer === fragment) : undefined;
    if (elsewhere !== undefined) {
      return `${relativeReference(resource.root.file, elsewhere.file)}#${fragment}`;
    }
    const known = schemas.filter((schema) => schema.file === resource.root.file).map((schema) => schema.pointer);
    const fragments = [...siblingsOf(resource.root, fragment), ...known, ...resource.anchors.keys()];
    const byLastPart = new Map(fragments.toReversed().map((candidate) => [lastPart(candidate), candidate]));
    const part = lastPart(fragment);
    const similar = byLastPart.get(part) ?? byLastPart.get(suggest(part, byLastPart.keys()) ?? "");
    return similar === undefined ? undefined : `${reference.replace(/#.*$/s, "")}#${similar}`;
  }

  function dynamicAnchorsAround(schema: SourceNode): ReadonlyMap<string, SourceNode> {
    return index.resourceOf(schema)?.dynamicAnchors ?? new Map();
  }

  function dynamicName({ value }: ReferenceNode, target: SourceNode): string | undefined {
    const name = fragmentOf(value);
    return dynamicAnchorsAround(target).get(name) === target ? name : undefined;
  }

  function dynamicAnchorsNamed(name: string): readonly SourceNode[] {
    return [...new Set([...index.byUri.values()].flatMap((resource) => resource.dynamicAnchors.get(name) ?? []))];
  }

  return { resolve, dynamicName, dynamicAnchorsAround, dynamicAnchorsNamed };
}

/** How a file names another one in a `$ref`. */
function relativeReference(from: SourceFile, to: SourceFile): string {
  const path = relative(dirname(pathOf(uriOf(from)) ?? ""), pathOf(uriOf(to)) ?? "").replaceAll(sep, "/");
  return encodeURI(path.startsWith("../") ? path : `./${path}`);
}

function step(node: SourceNode | undefined, token: string): SourceNode | undefined {
  return node && childNode(node, token);
}

/** The pointers beside the place where a pointer stops leading anywhere. */
function siblingsOf(root: SourceNode, pointer: string): readonly string[] {
  let node = root;
  let path = "";
  for (const token of pointerTokens(pointer)) {
    const child = childNode(node, token);
    if (child === undefined) {
      break;
    }
    node = child;
    path = childPointer(path, token);
  }
  return node.kind === "object" ? node.members.map((member) => childPointer(path, member.key)) : [];
}

/** The path of a `file:` URI of this machine. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

function lastPart(fragment: string): string {
  return fragment.slice(fragment.lastIndexOf("/") + 1);
}

function withoutFragment(uri: string | undefined): string | undefined {
  return uri?.replace(/#.*$/, "");
}

function fragmentOf(reference: string): string {
  const fragment = /#(.*)$/s.exec(reference)?.[1] ?? "";
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
