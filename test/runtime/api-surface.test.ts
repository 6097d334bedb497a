import { globSync, readFileSync } from "node:fs";
import { createRequire, findPackageJSON } from "node:module";
import { expect, test } from "vitest";

const ROOT = new URL("../../runtime/", import.meta.url);

/** The receiver of spans in our tests brings OpenTelemetry's API in version 1.9, the oldest that we allow. */
const OLDEST = createRequire(import.meta.url).resolve("@elastic/mockotlpserver/package.json");

function readJson(file: string | URL): { readonly version: string } {
  return JSON.parse(readFileSync(file, "utf8")) as { version: string };
}

test("the runtime imports nothing that the API of 1.9 does not have", () => {
  expect(readJson(findPackageJSON("@opentelemetry/api", OLDEST) ?? "").version).toMatch(/^1\.9\./);
  const available = new Set(Object.keys(createRequire(OLDEST)("@opentelemetry/api") as object));
  const sources = globSync("src/{workflow,task,engines,baggage,logs,metrics}/**/*.ts", { cwd: ROOT }).map((file) => readFileSync(new URL(file, ROOT), "utf8"));
  const imported = sources
    .flatMap((source) => Array.from(source.matchAll(/^import \{([^}]+)\} from "@opentelemetry\/api"/gm), (match) => match[1] ?? ""))
    .flatMap((names) => names.split(",").map((name) => name.trim()));
  expect(imported.length).toBeGreaterThan(5);
  expect(imported.filter((name) => !available.has(name))).toEqual([]);
});

test("what workflow modules load imports nothing but types from outside", () => {
  const imports = globSync("src/workflow/**/*.ts", { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(new URL(file, ROOT), "utf8").matchAll(/^import (?!type)[^;]*from "(?<from>[^"]+)"/gm)].map(
      (match) => match.groups?.["from"] ?? "",
    ),
  );
  expect(imports.filter((from) => !from.startsWith("./"))).toEqual([]);
});

/** What runs in sandboxes besides workflow modules: of the engines, what only describes and decides. */
const PURE = ["carried", "recording-log", "run-recorder", "span-id", "span-record", "span-reference", "task-call", "wire-error"].map(
  (name) => `engines/durable/${name}.ts`,
);

test.each([...PURE, "task/retry.ts"])("%s loads nothing from outside, however far one looks", (name) => {
  const outside: string[] = [];
  const seen = new Set<string>();
  const visit = (file: URL): void => {
    if (seen.has(file.href)) {
      return;
    }
    seen.add(file.href);
    for (const [, from = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type)[^;]*?from "(.+?)"/gm)) {
      if (from.startsWith(".")) {
        visit(new URL(from, file));
      } else {
        outside.push(`${file.pathname.split("/src/")[1] ?? ""} imports ${from}`);
      }
    }
  };
  visit(new URL(`src/${name}`, ROOT));
  expect(outside).toEqual([]);
});

test.each(["task/metrics.ts", "logs/emit-record.ts"])("%s names the version of the package", (file) => {
  const { version } = readJson(new URL("package.json", ROOT));
  expect(readFileSync(new URL(`src/${file}`, ROOT), "utf8")).toContain(`const VERSION = "${version}"`);
});
