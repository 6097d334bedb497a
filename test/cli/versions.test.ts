import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { instrumentationVersions } from "../../generator/cli/instrumentation-versions.ts";
import { pinnedVersions } from "../../generator/cli/pinned-versions.ts";
import { INSTRUMENTATIONS } from "../../generator/ir/telemetry/instrumentations.ts";
import { version } from "../../generator/cli/version.ts";

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

function manifest(path: string): Manifest {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")) as Manifest;
}

test("our version is that of package.json", () => {
  expect(version).toBe(manifest("package.json").version);
});

test("pinned versions are those that we are built and tested with", () => {
  const { "@gen-flows/runtime": runtime, "gen-flows": generator, ...all } = pinnedVersions;
  const packages = Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(instrumentationVersions, name)));
  expect(runtime).toBe(manifest("runtime/package.json").version);
  expect(generator).toBe(manifest("package.json").version);
  const { dependencies, devDependencies } = manifest("package.json");
  expect({ ...dependencies, ...devDependencies }).toMatchObject(packages);
});

test.each(Object.entries(INSTRUMENTATIONS))("the instrumentation of %s is there in its version, and exports its class", async (_name, entry) => {
  const { package: name, exported } = entry;
  expect(manifest(`node_modules/${name}/package.json`).version).toBe(instrumentationVersions[name]);
  expect(await import(name)).toHaveProperty(exported);
});

test("every package that the runtime may want is pinned", () => {
  const { "@gen-flows/runtime": _runtime, "gen-flows": _generator, typescript: _compiler, ...packages } = pinnedVersions;
  const own = Object.keys(packages).filter((name) => !Object.hasOwn(instrumentationVersions, name));
  expect(own).toEqual(Object.keys(manifest("runtime/package.json").peerDependencies).toSorted());
});
