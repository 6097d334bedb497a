/**
 * Puts the modules of the runtime together: one file for each of its entries, and few for what they share. Node spends
 * more time on finding and linking a hundred small modules than on running them, at every start of a program.
 *
 * Constants of the semantic conventions are taken in, because the package with all of them costs a start 15 ms. All
 * other packages stay outside. The declarations stay as `tsc` made them.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
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

/** What every program loads, of the parts that only some load. */
const CORE =
  /dist\/(task|engines|logs|baggage)\/|semantic-conventions|dist\/telemetry\/(trace-url|error-text|lifecycle\/warn|settings\/|propagators\/carrier|samplers\/workflow-sampling)/;

const bundle = await rolldown({
  input: Object.fromEntries(
    Object.values(exports).map((file) => [file.slice("./dist/".length, -".js".length), join(RUNTIME, file)]),
  ),
  external: (name) =>
    name.startsWith("node:") || packages.some((external) => name === external || name.startsWith(`${external}/`)),
  platform: "node",
});
const { output } = await bundle.write({
  dir: DIST,
  entryFileNames: "[name].js",
  chunkFileNames: "shared/[name]-[hash].js",
  codeSplitting: {
    groups: [
      { name: "workflow", test: WORKFLOW },
      { name: "core", test: CORE, minShareCount: 2 },
    ],
  },
});
await bundle.close();

const written = new Set(output.map(({ fileName }) => join(DIST, fileName)));
for (const name of readdirSync(DIST, { recursive: true, encoding: "utf8" })) {
  const file = join(DIST, name);
  if (file.endsWith(".js") && !written.has(file)) {
    rmSync(file);
  }
}
