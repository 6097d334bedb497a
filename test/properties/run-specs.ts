import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Context } from "@opentelemetry/api";
import type { WorkflowClient } from "../../runtime/src/index.ts";
import { deedOf } from "./behaviour.ts";
import { problemOfCancelled } from "./cancelled-run.ts";
import { expectedRun } from "./oracle.ts";
import type { RandomSpec } from "./random-spec.ts";
import { SECRET, valueFor } from "./shape.ts";
import { signatures } from "./signature.ts";
import type { SignedSpan } from "./signature.ts";
import type { SpecBlock } from "./spec-steps.ts";
import type { RandomTask } from "./vocabulary.ts";

/*
 * Runs the generated code of every spec in a directory, and compares what happened with what the oracle says:
 *
 *   node run-specs.ts <directory>
 *
 * It prints a JSON list with the specs that did otherwise.
 */

/** What generated code and its handlers are here. */
interface GeneratedModule {
  readonly createFlows: (options: object) => Readonly<Record<string, Client>>;
}

type Client = WorkflowClient<unknown, unknown>;

interface HandlerTask {
  readonly idempotencyKey: string;
  readonly attempt: number;
  readonly fail: (name: string, data: unknown) => never;
}

const RUN_ID = "run";

/** When runs are cancelled, in turns of a millisecond. */
const MOMENTS = [0, 1, 2, 4, 8];

/** Milliseconds. */
const LONGEST_RUN = 20_000;

/** Milliseconds: spans with a start of their own are timed by the wall clock, others by the process's. */
const CLOCKS_DIFFER = 5;

const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));

const directory = process.argv[2] ?? "";
const names = readdirSync(directory).filter((name) => name.startsWith("spec"));
const problems = await Promise.all(
  names.map(async (name) => {
    const folder = join(directory, name);
    const spec = JSON.parse(readFileSync(join(folder, "random.json"), "utf8")) as RandomSpec;
    const problem = await runSpec(spec, folder).catch((error: unknown) => (error instanceof Error ? error.stack : String(error)));
    return problem === undefined ? [] : [{ name, problem }];
  }),
);
process.stdout.write(JSON.stringify(problems.flat()));

/** What the runs of a spec did otherwise than the rules say; undefined where they did all as they say. */
async function runSpec(spec: RandomSpec, folder: string): Promise<string | undefined> {
  const calls: string[] = [];
  const { createFlows } = (await import(pathToFileURL(join(folder, "flows/generated/index.ts")).href)) as GeneratedModule;
  const flows = createFlows({ handlers: handlersOf(spec, calls) });
  const input = spec.main.input && valueFor(spec.main.input, "input");
  const expected = expectedRun(spec, input, RUN_ID);
  const client = flows[spec.main.name];
  if (client === undefined) {
    return `There is no client \`${spec.main.name}\`.`;
  }
  const whole = beginTrace();
  const output = await withDeadline(client.run(input, { runId: RUN_ID, parent: whole.parent }));
  return (
    difference("output", [JSON.stringify(expected.output)], [JSON.stringify(output)]) ??
    difference("calls", expected.calls.toSorted(), calls.toSorted()) ??
    difference("spans", signatures(expected.spans), signatures(whole.spans().map((span) => signed(span, whole.root)))) ??
    tooEarly(whole.spans()) ??
    leak(whole.spans()) ??
    (await cancelSomewhere(client, spec, input))
  );
}

/** Cancels runs after more and more of them is done. */
async function cancelSomewhere(client: Client, spec: RandomSpec, input: unknown): Promise<string | undefined> {
  const { workflows } = spec.document as { readonly workflows: Readonly<Record<string, SpecBlock>> };
  for (const moment of MOMENTS) {
    const { parent, root, spans } = beginTrace();
    const run = await client.start(input, { runId: `cancelled${moment}`, parent });
    await moments(moment);
    await run.cancel("enough");
    await withDeadline(run.result().catch(() => {}));
    const problem = problemOfCancelled(spans(), root, workflows);
    if (problem !== undefined) {
      return `cancelled at moment ${moment}: ${problem}`;
    }
  }
  return undefined;
}

/** A trace of its own for a run, and the spans of it that have ended. */
function beginTrace(): { readonly parent: Context; readonly root: string; readonly spans: () => readonly ReadableSpan[] } {
  const span = trace.getTracer("test").startSpan("root");
  const { traceId, spanId } = span.spanContext();
  return {
    parent: trace.setSpan(context.active(), span),
    root: spanId,
    spans: () => exporter.getFinishedSpans().filter((one) => one.spanContext().traceId === traceId),
  };
}

/** Lets what can go on go on, so many times. */
async function moments(count: number): Promise<void> {
  for (let moment = 0; moment < count; moment += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function handlersOf(spec: RandomSpec, calls: string[]): object {
  return Object.fromEntries(
    spec.vocabulary.tasks.map((task: RandomTask) => [
      task.name,
      async (_input: unknown, running: HandlerTask): Promise<unknown> => {
        const { idempotencyKey, attempt } = running;
        calls.push(`${idempotencyKey}#${attempt}`);
        const deed = deedOf(task, idempotencyKey, attempt);
        switch (deed.kind) {
          case "returns":
            return deed.output;
          case "throws":
            throw new Error("A passing failure");
          case "declines":
            return running.fail("Declined", deed.data);
        }
      },
    ]),
  );
}

async function withDeadline<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The run did not end within ${LONGEST_RUN} ms.`));
    }, LONGEST_RUN);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function signed(span: ReadableSpan, root: string): SignedSpan {
  const { attributes, parentSpanContext } = span;
  const parent = parentSpanContext?.spanId ?? "";
  return {
    id: span.spanContext().spanId,
    parent: parent === root ? "" : parent,
    name: span.name,
    stepId: attributes["gen_flows.step.id"] as string | undefined,
    index: attributes["gen_flows.step.index"] as number | undefined,
    attempt: attributes["gen_flows.task.attempt"] as number | undefined,
    isFailed: span.status.code === SpanStatusCode.ERROR,
    links: span.links.map((link) => `${String(link.attributes?.["gen_flows.link"])} ${link.context.spanId}`),
  };
}

function difference(what: string, expected: readonly (string | undefined)[], actual: readonly (string | undefined)[]): string | undefined {
  const missing = without(expected, actual);
  const surplus = without(actual, expected);
  return missing.length + surplus.length === 0
    ? undefined
    : [what, ...missing.map((line) => `- ${line}`), ...surplus.map((line) => `+ ${line}`)].join("\n");
}

/** What is in one list more often than in the other. */
function without(values: readonly (string | undefined)[], others: readonly (string | undefined)[]): readonly (string | undefined)[] {
  const left = [...others];
  return values.filter((value) => {
    const at = left.indexOf(value);
    if (at !== -1) {
      left.splice(at, 1);
    }
    return at === -1;
  });
}

/** A span that began before one that it depends on had ended. */
function tooEarly(own: readonly ReadableSpan[]): string | undefined {
  const ends = new Map(own.map((span) => [span.spanContext().spanId, span.endTime]));
  for (const span of own) {
    for (const link of span.links) {
      const end = ends.get(link.context.spanId) ?? [0, 0];
      const isLate = milliseconds(end) > milliseconds(span.startTime) + CLOCKS_DIFFER;
      if (link.attributes?.["gen_flows.link"] === "depends_on" && isLate) {
        return `${span.name} began before what it depends on had ended`;
      }
    }
  }
  return undefined;
}

/** What shows a sensitive value: every span of a task and a workflow has an attribute of its whole input. */
function leak(own: readonly ReadableSpan[]): string | undefined {
  for (const { name, attributes, events, status } of own) {
    const shown = JSON.stringify([attributes, events, status]);
    if (shown.includes(SECRET)) {
      return `${name} shows a sensitive value: ${shown}`;
    }
  }
  return undefined;
}

function milliseconds([seconds, nanoseconds]: readonly [number, number]): number {
  return seconds * 1e3 + nanoseconds / 1e6;
}
