import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Group } from "./groups.ts";
import type { Emitter } from "./measure.ts";
import type { SchemaServer } from "./server.ts";

/** Another tool that turns JSON Schemas into types. */
export interface Tool {
  /** `json-schema-to-typescript 16.0.0` */
  readonly name: string;
  /** The ways to ask it. The better answer counts, group by group. */
  readonly emitters: readonly Emitter[];
}

type Schema = Readonly<Record<string, unknown>>;

interface JsonSchemaToTypescript {
  readonly compile: (schema: object, name: string, options: object) => Promise<string>;
}

interface OpenapiTypescript {
  readonly default: (document: object, options: object) => Promise<unknown>;
  readonly astToString: (syntax: unknown) => string;
}

interface QuicktypeCore {
  readonly FetchingJSONSchemaStore: new () => unknown;
  readonly JSONSchemaInput: new (store: unknown) => { readonly addSource: (source: object) => Promise<void> };
  readonly InputData: new () => { readonly addInput: (input: unknown) => void };
  readonly quicktype: (options: object) => Promise<{ readonly lines: readonly string[] }>;
}

/**
 * The tools in a folder's `node_modules`, each with the options that serve it best: asked for the schema itself, and for
 * an object with one property that refers to it, because roots that are no objects trouble them.
 */
export async function otherTools(folder: string, server: SchemaServer): Promise<readonly Tool[]> {
  const require = createRequire(resolve(folder, "package.json"));
  /** What a CommonJS module exports is the default of what is imported. */
  const load = async <Module>(name: string): Promise<Module> => {
    const module = (await import(pathToFileURL(require.resolve(name)).href)) as { default: Module };
    return module.default;
  };
  const named = (name: string): string => {
    const { version } = require(join(resolve(folder), "node_modules", name, "package.json")) as { version: string };
    return `${name} ${version}`;
  };
  const jsonSchemaToTypescript = await load<JsonSchemaToTypescript>("json-schema-to-typescript");
  const openapiTypescript = await load<OpenapiTypescript>("openapi-typescript");
  const quicktypeCore = await load<QuicktypeCore>("quicktype-core");

  const schemaOf = async (group: Group): Promise<unknown> => (await fetch(server.urlOf(group))).json();
  const titled = async (group: Group): Promise<Schema> => {
    const schema = await schemaOf(group);
    return typeof schema === "object" ? { ...schema, title: "Root" } : { title: "Root", allOf: [schema] };
  };
  const wrapped = (group: Group): Schema => ({
    title: "Root",
    type: "object",
    required: ["value"],
    additionalProperties: false,
    properties: { value: { $ref: server.urlOf(group) } },
  });

  const compile = (schema: Schema): Promise<string> =>
    jsonSchemaToTypescript.compile(schema, "Root", { bannerComment: "", format: false });
  const openapi = async (schema: unknown): Promise<string> => {
    const document = { openapi: "3.1.0", info: { title: "Suite", version: "1" }, paths: {}, components: { schemas: { Root: schema } } };
    return openapiTypescript.astToString(await openapiTypescript.default(document, { silent: true, arrayLength: true }));
  };
  const quicktype = async (schema: Schema): Promise<string> => {
    const input = new quicktypeCore.JSONSchemaInput(new quicktypeCore.FetchingJSONSchemaStore());
    await input.addSource({ name: "Root", schema: JSON.stringify(schema) });
    const inputData = new quicktypeCore.InputData();
    inputData.addInput(input);
    const rendererOptions = { "just-types": true, "prefer-unions": true };
    return (await quicktypeCore.quicktype({ inputData, lang: "typescript", rendererOptions })).lines.join("\n");
  };

  return [
    {
      name: named("json-schema-to-typescript"),
      emitters: [
        async (group) => ({ code: await compile(await titled(group)), type: "Root" }),
        async (group) => ({ code: await compile(wrapped(group)), type: 'Root["value"]' }),
      ],
    },
    {
      name: named("openapi-typescript"),
      emitters: [
        async (group) => ({ code: await openapi(await schemaOf(group)), type: 'components["schemas"]["Root"]' }),
        async (group) => ({ code: await openapi({ $ref: server.urlOf(group) }), type: 'components["schemas"]["Root"]' }),
      ],
    },
    {
      name: named("quicktype-core"),
      emitters: [
        async (group) => ({ code: await quicktype(await titled(group)), type: "Root" }),
        async (group) => ({ code: await quicktype(wrapped(group)), type: 'Root["value"]' }),
      ],
    },
  ];
}
