import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { PLATFORMS, SERVER_PLATFORMS } from "../../support/engines/deployment.ts";
import type { Deployment, DurableEngineName, EngineName, Platform, ServerPlatform } from "../../support/engines/deployment.ts";
import { startEffectServer } from "../../support/engines/effect-server.ts";
import type { EffectServer } from "../../support/engines/effect-server.ts";
import { copyProject } from "../../support/example.ts";
import type { ExampleCopy } from "../../support/example.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";
import { GEN_FLOWS } from "../../support/repository.ts";

/** The project of the folder above, deployed on an engine, with all that watches it. */
export interface Rig extends AsyncDisposable, Pick<Deployment, "caller" | "workers"> {
  readonly effects: EffectServer;
  readonly receiver: OtlpReceiver;
}

/** On an engine with a server. */
export interface ServerRig extends Rig, Pick<ServerPlatform, "server" | "journal"> {}

/** What the project is installed with, beside the runtime and OpenTelemetry. */
export const ENGINE_PACKAGES = ["@restatedev", "@temporalio"];

/**
 * A copy of the project, with the code that is generated for it.
 *
 * @param placement of all tasks.
 */
export async function generateRelay(placement: "remote" | "inline" = "remote"): Promise<ExampleCopy> {
  const project = copyProject(join(import.meta.dirname, "../project"), ENGINE_PACKAGES);
  const file = join(project.folder, "flows.yaml");
  const spec = parseDocument(readFileSync(file, "utf8"));
  const tasks = spec.get("tasks");
  for (const { value: task } of isMap(tasks) ? tasks.items : []) {
    if (isMap(task)) {
      task.set("placement", placement);
    }
  }
  writeFileSync(file, String(spec));
  const { code, stderr } = await runProcess([GEN_FLOWS, "flows.yaml"], { cwd: project.folder });
  if (code !== 0) {
    project.remove();
    throw new Error(stderr);
  }
  return project;
}

/** Starts it. Where workers are processes of their own, there are two. */
export function startRig(project: ExampleCopy, engine: EngineName): Promise<Rig> {
  return start(project, PLATFORMS[engine], (_, rig) => rig);
}

export function startServerRig(project: ExampleCopy, engine: DurableEngineName): Promise<ServerRig> {
  return start(project, SERVER_PLATFORMS[engine], ({ server, journal }, rig) => ({ ...rig, server, journal }));
}

async function start<On extends Platform, Result>(
  { folder: cwd }: ExampleCopy,
  startPlatform: () => Promise<On>,
  complete: (platform: On, rig: Rig) => Result,
): Promise<Result> {
  const stack = new AsyncDisposableStack();
  try {
    const receiver = stack.adopt(await startReceiver(), (started) => started.close());
    const effects = stack.use(await startEffectServer());
    const platform = stack.use(await startPlatform());
    const environment = { EFFECTS_URL: effects.url };
    const { caller, workers } = stack.use(await platform.deploy({ cwd, receiver, environment, workers: 2 }));
    const rig = { effects, receiver, caller, workers, [Symbol.asyncDispose]: () => stack.disposeAsync() };
    return complete(platform, rig);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
