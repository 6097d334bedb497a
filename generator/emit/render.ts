import { createRequire } from "node:module";
import type Handlebars from "handlebars";
import handler from "../../templates/derived/handler.ts";
import setAttribute from "../../templates/derived/set-attribute.ts";
import telemetry from "../../templates/derived/telemetry.ts";
import tracedTask from "../../templates/derived/traced-task.ts";
import type { TaskNames } from "./symbols.ts";

/** CommonJS without types of its own: the declarations of the whole library hold for it. */
const handlebars = createRequire(import.meta.url)("handlebars/runtime.js") as typeof Handlebars;

const templates = {
  handler: handlebars.template<HandlerContext>(handler),
  telemetry: handlebars.template<TelemetryContext>(telemetry),
  "traced-task": handlebars.template<TracedTaskContext>(tracedTask),
};

const partials = { "set-attribute": handlebars.template<AttributeContext>(setAttribute) };

/** What `templates/handler.hbs` takes: the first file of a task, or of a workflow that is written by hand. */
export interface HandlerContext {
  readonly imports: string;
  readonly declaration: string;
  readonly handlerType: string;
  readonly parameters: string;
  readonly notImplemented: string;
  /** The name of the task or workflow, as a literal. */
  readonly name: string;
  readonly statement: string;
}

/** What `templates/telemetry.hbs` takes. */
export interface TelemetryContext {
  /** Whether there are further services. */
  readonly services: boolean;
  readonly imports: string;
  readonly tracer: string;
  readonly summary: string;
  readonly define: string;
  readonly options: string;
}

/** What `templates/set-attribute.hbs` takes. */
export interface AttributeContext {
  /** A literal. */
  readonly name: string;
  /** Holds the `initial` value where that may be `undefined` and is not just a path. */
  readonly constant: string | undefined;
  readonly initial: string;
  /** What is compared with `undefined`, where it may be that. */
  readonly guard: string | undefined;
  readonly value: string;
}

/** What the spec declares for the handler of a task: interfaces, and the type of its second parameter made of them. */
export interface TaskTypes {
  /** `Task`, or `Task<{ … }>` with the interfaces that there are. */
  readonly task: string;
  /** The interfaces; empty where the spec declares nothing. */
  readonly interfaces: readonly string[];
}

/** What `templates/traced-task.hbs` takes. Everything is code already: identifiers, types, literals, comments. */
export interface TracedTaskContext {
  readonly imports: string;
  readonly documentation: string;
  readonly names: TaskNames;
  readonly input: string;
  readonly output: string;
  readonly types: TaskTypes;
  readonly returnsValue: boolean;
  /** A member of `SpanKind`; undefined for internal, which is the default. */
  readonly kind: string | undefined;
  /** The task's name, for a comment. */
  readonly task: string;
  readonly tracer: string;
  readonly spanName: string;
  /** Where some step undoes another with this task. */
  readonly compensationName: string | undefined;
  /** An object literal, where the task has to do with sensitive values. */
  readonly redaction: string | undefined;
  /** Whether an attribute is masked, and whether one is hashed. */
  readonly masks: boolean;
  readonly hashes: boolean;
  /** Where an attribute or a metric reads the context of the run. */
  readonly contextType: string | undefined;
  readonly attributesBefore: readonly AttributeContext[];
  readonly attributesAfter: readonly AttributeContext[];
  readonly measurements: readonly string[];
}

type Contexts = {
  readonly handler: HandlerContext;
  readonly telemetry: TelemetryContext;
  readonly "traced-task": TracedTaskContext;
};

/** Renders one of the fixed files. */
export function render<Name extends keyof Contexts>(name: Name, context: Contexts[Name]): string {
  return (templates[name] as HandlebarsTemplateDelegate<Contexts[Name]>)(context, { partials });
}
