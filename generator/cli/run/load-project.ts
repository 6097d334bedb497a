import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { register as registerCommonJs } from "tsx/cjs/api";
import { register as registerModules } from "tsx/esm/api";
import { THREAD_IMPORTS } from "../../../runtime/src/boundaries/threads/thread-imports.ts";
import { findUpwards } from "../find-upwards.ts";
import type { ReadableSpanLike } from "../waterfall/from-readable-span.ts";

/** A generated workflow, as `createFlows` returns it. */
export interface RunnableWorkflow {
  run(input: unknown, options: GivenOptions): Promise<unknown>;
  start(input: unknown, options: GivenOptions): Promise<StartedRun>;
}

interface GivenOptions {
  readonly context: unknown;
  readonly carrier?: Readonly<Record<string, string>>;
}

/** A run under way. */
export interface StartedRun {
  signal(name: string, payload: unknown): Promise<void>;
  cancel(): void;
  result(): Promise<unknown>;
}

/** The part of OpenTelemetry's `SpanProcessor` that we fill. */
export interface SpanSink {
  onStart(): void;
  onEnd(span: ReadableSpanLike): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** The providers of a project. Those of an application that is not here take no processor. */
export interface ProjectTelemetry {
  addSpanProcessor?(sink: SpanSink): void;
  shutdown(): Promise<void>;
}

export interface LoadedProject {
  readonly flows: Readonly<Record<string, RunnableWorkflow | undefined>>;
  readonly telemetry: ProjectTelemetry;
}

/**
 * Loads generated code, with the handlers that it imports, as TypeScript. From then on this process imports any
 * TypeScript, as a module or as CommonJS, whichever the project's package.json says.
 *
 * @param directory The absolute path of the output directory.
 * @throws Whatever its modules throw, among them an error for every package that is not installed.
 */
export async function loadProject(directory: string): Promise<LoadedProject> {
  const tsconfig = findUpwards(directory, "tsconfig.json") ?? false;
  registerCommonJs();
  registerModules({ tsconfig });
  const preloaded = await preload(directory);
  Object.assign(globalThis, { [THREAD_IMPORTS]: [import.meta.resolve("tsx"), ...preloaded] });
  const createFlows = (await importGenerated(directory, "index.ts", "createFlows")) as () => LoadedProject["flows"];
  const telemetry = (await importGenerated(directory, "telemetry.ts", "telemetry")) as ProjectTelemetry;
  return { flows: createFlows(), telemetry };
}

/** Where the spec names libraries to instrument, that is done before the handlers load them. */
async function preload(directory: string): Promise<readonly string[]> {
  const file = join(directory, "generated/instrumentation.ts");
  if (!existsSync(file)) {
    return [];
  }
  const { href } = pathToFileURL(file);
  await import(href);
  return [href];
}

/** Node does not always find the names that a CommonJS module exports; all of them are in its `default`. */
async function importGenerated(directory: string, file: string, name: string): Promise<unknown> {
  const url = pathToFileURL(join(directory, "generated", file)).href;
  const namespace = (await import(url)) as Readonly<Record<string, unknown>>;
  return name in namespace ? namespace[name] : (namespace["default"] as Readonly<Record<string, unknown>>)[name];
}
