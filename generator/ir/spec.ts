import type { ObjectNode } from "../source/node.ts";
import type { SchemaUse } from "./schema.ts";
import type { Task } from "./task.ts";
import type { TelemetrySettings } from "./telemetry.ts";
import type { Workflow } from "./workflow.ts";

/** A spec with its defaults applied and its expressions parsed; its names are not yet resolved. */
export interface Spec {
  readonly origin: ObjectNode;
  readonly name: string;
  readonly version: string;
  readonly description: string | undefined;
  /** `schemas`, by name; the type names are the names. */
  readonly schemas: ReadonlyMap<string, SchemaUse>;
  readonly tasks: ReadonlyMap<string, Task>;
  readonly workflows: ReadonlyMap<string, Workflow>;
  readonly telemetry: TelemetrySettings;
  /** `output.directory`, relative to the spec's folder. */
  readonly outputDirectory: string | undefined;
}
