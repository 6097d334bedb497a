import type { SourceNode } from "../source/node.ts";
import type { Expression } from "./expression.ts";
import type { LinkedSpec } from "./linked.ts";
import type { Redaction } from "./redaction.ts";
import type { SchemaUse } from "./schema.ts";
import type { Attribute } from "./task.ts";

/** A type as it is written, and the names that have to be imported from `types.ts` for it. */
export interface TypeReference {
  readonly text: string;
  readonly names: readonly string[];
}

/** What the schemas of a spec became. */
export interface EmittedTypes {
  /** The declarations of `types.ts`, without header or imports. */
  readonly code: string;
  /** How the type of a use is written elsewhere: `Order`, `ChargeCardInput`, `readonly Parcel[]`. */
  readonly typeOf: (use: SchemaUse) => TypeReference;
  /** The type that a caller may pass: like `typeOf`, but properties with a default are optional. */
  readonly inputTypeOf: (use: SchemaUse) => TypeReference;
  /** The type of a schema without a name of its own. */
  readonly inline: (schema: SourceNode) => TypeReference;
}

/** `validators.ts`, if anything comes from outside: inputs, signals, context. */
export interface EmittedValidators {
  /** The whole body, without header: ajv's code and typed exports. */
  readonly code: string;
  /** The exports that validate inputs of workflows and payloads of signals. */
  readonly exportOf: ReadonlyMap<SchemaUse, string>;
  /** The export that validates the context of a run, as one object; undefined where the spec declares none. */
  readonly context: string | undefined;
}

/** The kind of value that an attribute's expression has. */
export interface AttributeType {
  readonly type: "string" | "number" | "boolean" | "readonly string[]" | "readonly number[]" | "readonly boolean[]";
  /** True where the expression may be `undefined`: the attribute is then left out. */
  readonly optional: boolean;
}

/** Everything that emission needs, and nothing that it must look up on a disk. */
export interface Program {
  readonly linked: LinkedSpec;
  readonly types: EmittedTypes;
  readonly validators: EmittedValidators | undefined;
  /** Of every computed attribute. */
  readonly attributeTypes: ReadonlyMap<Attribute, AttributeType>;
  /** Expressions that become part of a text and are numbers or booleans. */
  readonly converted: ReadonlySet<Expression>;
  readonly redaction: Redaction;
  /** The file name of the spec, for headers: `flows.json`. */
  readonly sourceName: string;
  /** 16 hexadecimal digits over everything that was read. */
  readonly digest: string;
  /** How relative imports end, from the user's tsconfig. */
  readonly importExtension: ".js" | ".ts";
  /** The user's compiler makes CommonJS of the modules, which have no `import.meta`. */
  readonly isCommonJs: boolean;
}

/** A file to write. `generated` files are ours; a `handler` is made once and never rewritten. */
export interface OutputFile {
  /** Relative to the output directory, with `/`. */
  readonly path: string;
  readonly ownership: "generated" | "handler";
  readonly text: string;
}
