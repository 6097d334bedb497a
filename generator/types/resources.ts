import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { SourceNode } from "../source/node.ts";
import type { SourceFile } from "../source/source-file.ts";
import { stringIn, subschemasOf } from "./schema.ts";

/** A schema resource (JSON Schema Core, section 4.3.5): a file, or what stands below an `$id`. */
export interface Resource {
  /** Absolute, without a fragment. */
  readonly uri: string;
  readonly root: SourceNode;
  /** By the names of `$anchor` and `$dynamicAnchor`. */
  readonly anchors: Map<string, SourceNode>;
  readonly dynamicAnchors: Map<string, SourceNode>;
}

/** Which resource a schema belongs to, and where resources are. */
export interface ResourceIndex {
  readonly byUri: ReadonlyMap<string, Resource>;
  readonly resourceOf: (schema: SourceNode) => Resource | undefined;
  /** Makes a file known. Nothing in it is taken for a schema yet. */
  readonly addFile: (root: SourceNode) => Resource;
  /** Makes a file known that is a schema as a whole. */
  readonly addSchemaFile: (root: SourceNode) => Resource;
  /** Notes the `$id`s and anchors in a schema and below. */
  readonly addSchema: (schema: SourceNode, resource: Resource) => void;
}

/** The URI of a file; relative references in it start from there. */
export function uriOf(file: SourceFile): string {
  return pathToFileURL(file.absolutePath ?? resolve(file.path)).href;
}

/** `reference` seen from `base`, or undefined where it is no URI reference. */
export function resolveUri(reference: string, base: string): string | undefined {
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}

/** An index that knows nothing yet. */
export function createResourceIndex(): ResourceIndex {
  const byUri = new Map<string, Resource>();
  const owners = new Map<SourceNode, Resource>();

  function addResource(uri: string, root: SourceNode): Resource {
    const resource = { uri, root, anchors: new Map(), dynamicAnchors: new Map() };
    byUri.set(uri, resource);
    return resource;
  }

  function addSchema(schema: SourceNode, surrounding: Resource): void {
    if (owners.has(schema)) {
      return;
    }
    const id = stringIn(schema, "$id");
    const uri = id === undefined ? undefined : resolveUri(id, surrounding.uri)?.replace(/#.*$/, "");
    const resource = uri === undefined || uri === surrounding.uri ? surrounding : addResource(uri, schema);
    owners.set(schema, resource);
    const anchor = stringIn(schema, "$anchor");
    if (anchor !== undefined) {
      resource.anchors.set(anchor, schema);
    }
    const dynamicAnchor = stringIn(schema, "$dynamicAnchor");
    if (dynamicAnchor !== undefined) {
      resource.anchors.set(dynamicAnchor, schema);
      resource.dynamicAnchors.set(dynamicAnchor, schema);
    }
    for (const subschema of subschemasOf(schema)) {
      addSchema(subschema.schema, resource);
    }
  }

  const addFile = (root: SourceNode): Resource => addResource(uriOf(root.file), root);

  function addSchemaFile(root: SourceNode): Resource {
    const file = addFile(root);
    addSchema(root, file);
    const resource = owners.get(root) ?? file;
    byUri.set(file.uri, resource);
    return resource;
  }

  return { byUri, resourceOf: (schema) => owners.get(schema), addFile, addSchemaFile, addSchema };
}
