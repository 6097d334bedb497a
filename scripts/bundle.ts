/**
 * Puts the modules of the runtime together: one file for each of its entries, and few for what they share. Node spends
 * more time on finding and linking a hundred small modules than on running them, at every start of a program.
 *
 * Constants of the semantic conventions are taken in, because the package with all of them costs a start 15 ms. All
 * other packages stay outside. The declarations stay as `tsc` made them, those that an entry leads to.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { rolldown } from "rolldown";

const RUNTIME = join(import.meta.dirname, "../runtime");
const DIST = join(RUNTIME, "dist");

const { exports, peerDependencies } = JSON.parse(readFileSync(join(RUNTIME, "package.json"), "utf8")) as {
  readonly exports: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const packages = Object.keys(peerDependencies);

/** What workflow modules import must have nothing else of the runtime in it: they run in sandboxes. */
const WORKFLOW = /dist\/workflow\//;

/** What Temporal loads into its sandbox. What others share of it stands in a file of its own: no Node, no telemetry. */
const SANDBOX = "dist/engines/temporal/workflow/index.js";

/** What is loaded by whoever chooses an engine, and by nobody else. */
const CHOSEN_ENGINE = /dist\/engines\/(restate|temporal)\//;

/** What every program loads, of the parts that only some load. */
const CORE =
  /dist\/(task|engines(?!\/(restate|temporal)\/)|logs|baggage)\/|dist\/boundaries\/[^/]+$|semantic-conventions|dist\/telemetry\/(trace-url|error-text|lifecycle\/warn|settings\/|propagators\/carrier|samplers\/workflow-sampling)/;

const sandbox = await modulesOf(join(RUNTIME, SANDBOX));

const bundle = await rolldown({
  input: Object.fromEntries(
    Object.values(exports).map((file) => [file.slice("./dist/".length, -".js".length), join(RUNTIME, file)]),
  ),
  external: isExternal,
  platform: "node",
});
const { output } = await bundle.write({
  dir: DIST,
  entryFileNames: "[name].js",
  chunkFileNames: "shared/[name]-[hash].js",
  codeSplitting: {
    groups: [
      { name: "workflow", test: WORKFLOW, priority: 2 },
      { name: "sandbox", test: (id) => sandbox.has(id) && !CHOSEN_ENGINE.test(id), minShareCount: 2, priority: 1 },
      { name: "core", test: CORE, minShareCount: 2 },
    ],
  },
});
await bundle.close();

const needed = new Set(output.map(({ fileName }) => join(DIST, fileName)));
for (const file of Object.values(exports)) {
  addDeclarations(join(RUNTIME, declarationOf(file)));
}
for (const name of readdirSync(DIST, { recursive: true, encoding: "utf8" })) {
  const file = join(DIST, name);
  if (/\.(js|d\.ts)$/.test(name) && !needed.has(file)) {
    rmSync(file);
  }
}

/** Adds a declaration to what is needed, and all that it imports. */
function addDeclarations(file: string): void {
  if (needed.has(file)) {
    return;
  }
  needed.add(file);
  for (const [, imported = ""] of readFileSync(file, "utf8").matchAll(/(?:\bfrom |\bimport\(?)\s*"(\.[^"]+)"/g)) {
    addDeclarations(join(dirname(file), declarationOf(imported)));
  }
}

function declarationOf(module: string): string {
  return module.replace(/\.[jt]s$/, ".d.ts");
}

function isExternal(name: string): boolean {
  return name.startsWith("node:") || packages.some((external) => name === external || name.startsWith(`${external}/`));
}

/** All modules of ours that a module loads. */
async function modulesOf(input: string): Promise<ReadonlySet<string>> {
  const alone = await rolldown({ input, external: isExternal, platform: "node" });
  const generated = await alone.generate();
  await alone.close();
  return new Set(generated.output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : [])));
}
