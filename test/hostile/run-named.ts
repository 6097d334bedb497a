import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { WorkflowClient } from "../../runtime/src/index.ts";
import type { NamedSpec } from "./named-spec.ts";

/*
 * Runs the generated code of the specs in a directory:
 *
 *   node run-named.ts <directory>
 *
 * It prints a JSON object: what each run came to, or how it failed.
 */

interface Declared {
  readonly context: object;
  readonly signals: Readonly<Record<string, unknown>>;
}

type Client = WorkflowClient<unknown, unknown, Declared>;

interface GeneratedModule {
  readonly createFlows: (options: object) => Readonly<Record<string, Client>>;
}

interface HandlerTask {
  readonly fail: (name: string, data: unknown) => never;
}

const directory = process.argv[2] ?? "";
const ends = await Promise.all(
  readdirSync(directory)
    .filter((name) => name.startsWith("spec"))
    .map(async (name) => [name, await endOf(join(directory, name)).catch((error: unknown) => (error instanceof Error ? error.stack : String(error)))]),
);
process.stdout.write(JSON.stringify(Object.fromEntries(ends)));

async function endOf(folder: string): Promise<unknown> {
  const { names } = JSON.parse(readFileSync(join(folder, "named.json"), "utf8")) as NamedSpec;
  const { createFlows } = (await import(pathToFileURL(join(folder, "flows/generated/index.ts")).href)) as GeneratedModule;
  const flows = createFlows({ handlers: Object.fromEntries(names.tasks.map((name, index) => [name, handler(name, names.errors[index % names.errors.length] ?? "")])) });
  const client = flows[names.main] as Client;
  const run = await client.start({ text: "given" }, { runId: folder });
  // A name for which nobody waits is refused.
  const sent = await Promise.allSettled(names.signals.map((name) => run.signal(name, { [name]: `sent ${name}` })));
  return { output: await run.result(), sent: sent.filter(({ status }) => status === "fulfilled").length };
}

function handler(name: string, error: string): (input: { readonly text: string; readonly fails?: boolean }, task: HandlerTask) => Promise<object> {
  return async ({ text, fails }, task) => (fails === true ? task.fail(error, { why: "why" }) : { text: `${name}:${text}` });
}
