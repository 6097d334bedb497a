import type { ObjectNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { ContextEntry } from "./context-entry.ts";
import type { Engines } from "./engines.ts";
import type { MetricHead, Placed } from "./metric.ts";
import type { SchemaUse } from "./schema.ts";
import type { Signal } from "./signal.ts";
import type { Attribute, Task } from "./task.ts";
import type { TelemetrySettings } from "./telemetry/settings.ts";
import type { Workflow } from "./workflow.ts";

/** How loud a lint is to be, and where the spec says so. */
export interface LintSetting {
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly level: "off" | "warning" | "error";
}

/** A metric that code of the user's records. */
export interface SpecMetric extends MetricHead {
  /** All of them declared. */
  readonly attributes: readonly Attribute[];
  /** Names of attributes that a measurement may leave out. */
  readonly optional: readonly Placed<string>[];
}

/** A spec with its defaults applied and its expressions parsed; its names are not yet resolved. */
export interface Spec {
  readonly origin: ObjectNode;
  readonly name: string;
  readonly version: string;
  readonly description: string | undefined;
  /** `schemas`, by name; the type names are the names. */
  readonly schemas: ReadonlyMap<string, SchemaUse>;
  /** In the order of the spec. */
  readonly context: readonly ContextEntry[];
  readonly signals: ReadonlyMap<string, Signal>;
  readonly tasks: ReadonlyMap<string, Task>;
  readonly workflows: ReadonlyMap<string, Workflow>;
  /** Those that code of the user's records, in the order of the spec. */
  readonly metrics: readonly SpecMetric[];
  readonly telemetry: TelemetrySettings;
  readonly engines: Engines;
  readonly lint: readonly LintSetting[];
  /** How large an input, an output or a signal may be, as JSON in bytes. */
  readonly payloadBytes: number | undefined;
  /** How many threads there are for tasks with `isolation: thread`. Undefined for as many as the machine runs at a time. */
  readonly threads: number | undefined;
  /** `output.directory`, relative to the spec's folder. */
  readonly outputDirectory: string | undefined;
}
