import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SchemaUse } from "../ir/schema.ts";
import type { Spec } from "../ir/spec.ts";
import type { LoadFile, SourceNode } from "../source/node.ts";
import type { StageResult } from "../stage.ts";
import { lowerContext } from "./context.ts";
import { lowerEngines } from "./engines.ts";
import { lowerLint } from "./lint.ts";
import { lowerSpecMetrics } from "./metrics.ts";
import { lowerDefaultPolicy } from "./policy.ts";
import { asNumber, asObject, asString, get, membersOf } from "./read.ts";
import { lowerSignals } from "./signals.ts";
import { lowerTask } from "./task.ts";
import { lowerTelemetry } from "./telemetry/telemetry.ts";
import { lowerWorkflow } from "./workflow.ts";

/**
 * Turns a spec's tree, with all that it includes, into its IR: defaults applied, durations read, expressions parsed,
 * names not yet resolved.
 *
 * @param load Without it, the documents that the spec names are not read.
 */
export function lower(root: SourceNode, load?: LoadFile): StageResult<Spec | undefined> {
  const diagnostics: Diagnostic[] = [];
  const origin = asObject(root);
  if (origin === undefined) {
    return { value: undefined, diagnostics };
  }
  const name = asString(get(origin, "name")) ?? "";
  const version = asString(get(origin, "version")) ?? "0.0.0";
  const tasks = get(origin, "tasks");
  const workflows = get(origin, "workflows");
  const surroundings = {
    defaults: lowerDefaultPolicy(get(get(origin, "defaults"), "task")),
    ambiguousErrors: ambiguousErrors(tasks, get(origin, "schemas")),
  };
  return {
    value: {
      origin,
      name,
      version,
      description: asString(get(origin, "description")),
      schemas: new Map(membersOf(get(origin, "schemas")).map(({ key, value }) => [key, namedSchema(key, value)])),
      context: lowerContext(get(origin, "context")),
      signals: named(lowerSignals(get(origin, "signals"))),
      tasks: named(membersOf(tasks).flatMap((member) => lowerTask(member, surroundings, diagnostics) ?? [])),
      workflows: named(membersOf(workflows).flatMap((member) => lowerWorkflow(member, diagnostics) ?? [])),
      metrics: lowerSpecMetrics(get(origin, "metrics"), diagnostics),
      telemetry: lowerTelemetry(get(origin, "telemetry"), { name, version, workflows, load, diagnostics }),
      engines: lowerEngines(get(origin, "engines"), name),
      lint: lowerLint(get(origin, "lint")),
      payloadBytes: asNumber(get(get(origin, "limits"), "payloadBytes")),
      threads: asNumber(get(get(origin, "limits"), "threads")),
      outputDirectory: asString(get(get(origin, "output"), "directory")),
    },
    diagnostics,
  };
}

function namedSchema(typeName: string, schema: SourceNode): SchemaUse {
  return { typeName, schema };
}

function named<Value extends { readonly name: string }>(values: readonly Value[]): ReadonlyMap<string, Value> {
  return new Map(values.map((value) => [value.name, value]));
}

/** Errors of which several tasks declare data, or whose name a schema already has. */
function ambiguousErrors(tasks: SourceNode | undefined, schemas: SourceNode | undefined): ReadonlySet<string> {
  const seen = new Set(membersOf(schemas).map(({ key }) => key));
  const ambiguous = new Set<string>();
  for (const task of membersOf(tasks)) {
    for (const { key, value } of membersOf(get(task.value, "errors"))) {
      if (get(value, "data") !== undefined) {
        (seen.has(key) ? ambiguous : seen).add(key);
      }
    }
  }
  return ambiguous;
}
