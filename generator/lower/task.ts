import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SchemaUse } from "../ir/schema.ts";
import type { CallPolicy, Task, TaskErrorDeclaration } from "../ir/task.ts";
import type { Member, SourceNode } from "../source/node.ts";
import { pascalCase } from "../ir/pascal-case.ts";
import { lowerTaskMetrics } from "./metrics.ts";
import { applyOverride, lowerOverride } from "./policy.ts";
import { asBoolean, asObject, asOneOf, asString, get, membersOf } from "./read.ts";
import { lowerEvents, lowerSpan } from "./span.ts";

/** What every task of a spec is lowered with. */
export interface TaskSurroundings {
  readonly defaults: CallPolicy;
  /** Names of declared errors that must not be used bare as a type's name, because they stand for several. */
  readonly ambiguousErrors: ReadonlySet<string>;
}

/** One entry of `tasks`. */
export function lowerTask(
  { key, keyRange, value }: Member,
  surroundings: TaskSurroundings,
  diagnostics: Diagnostic[],
): Task | undefined {
  const origin = asObject(value);
  if (origin === undefined) {
    return undefined;
  }
  const errors = membersOf(get(origin, "errors")).map((member) => lowerError(member, key, surroundings));
  const policy = applyOverride(surroundings.defaults, lowerOverride(origin));
  return {
    kind: "task",
    origin,
    name: key,
    nameRange: keyRange,
    description: asString(get(origin, "description")),
    input: schemaUse(`${pascalCase(key)}Input`, get(origin, "input")),
    output: schemaUse(`${pascalCase(key)}Output`, get(origin, "output")),
    errors,
    policy: { ...policy, retry: { ...policy.retry, nonRetryableErrors: nonRetryable(policy, errors) } },
    idempotent: asBoolean(get(origin, "idempotent")) ?? true,
    placement: asOneOf(get(origin, "placement"), ["remote", "inline"]) ?? "remote",
    isolation: asOneOf(get(origin, "isolation"), ["none", "thread"]) ?? "none",
    span: lowerSpan(get(origin, "span"), diagnostics),
    events: lowerEvents(get(origin, "events"), diagnostics),
    metrics: lowerTaskMetrics(get(origin, "metrics"), diagnostics),
  };
}

/** A schema of the spec under the name that its type gets. */
export function schemaUse(typeName: string, schema: SourceNode | undefined): SchemaUse | undefined {
  return schema === undefined ? undefined : { typeName, schema };
}

/** What the policy names, then what the task declares as not retryable. */
function nonRetryable(policy: CallPolicy, errors: readonly TaskErrorDeclaration[]): readonly string[] {
  const declared = errors.filter((error) => !error.retryable).map((error) => error.name);
  return [...new Set([...policy.retry.nonRetryableErrors, ...declared])];
}

function lowerError(
  { key, keyRange, value }: Member,
  task: string,
  surroundings: TaskSurroundings,
): TaskErrorDeclaration {
  const typeName = surroundings.ambiguousErrors.has(key) ? pascalCase(task) + pascalCase(key) : pascalCase(key);
  return {
    name: key,
    nameRange: keyRange,
    description: asString(get(value, "description")),
    retryable: asBoolean(get(value, "retryable")) ?? true,
    expected: asBoolean(get(value, "expected")) ?? false,
    mask: asString(get(value, "mask")),
    data: schemaUse(typeName, get(value, "data")),
  };
}
