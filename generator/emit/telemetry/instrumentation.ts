import type { OutputFile, Program } from "../../ir/program.ts";
import { INSTRUMENTATIONS } from "../../ir/telemetry/instrumentations.ts";
import type { InstrumentationPackage, InstrumentationSettings } from "../../ir/telemetry/instrumentations.ts";
import { documentation } from "../../print/comment.ts";
import { list } from "../../print/layout.ts";
import { objectOf, stringLiteral } from "../../print/literal.ts";
import { createModule } from "../../print/module.ts";
import type { Module } from "../../print/module.ts";
import { packageValue } from "../../print/symbol.ts";
import { fileOf, generatedFile } from "../file.ts";

const MODULE = "./generated/instrumentation";
const RUNTIME = "@gen-flows/runtime/telemetry/instrumentations";

/** `instrumentation.ts`, where the spec names libraries: what is loaded before the application. */
export function emitInstrumentation(program: Program): OutputFile | undefined {
  const { instrumentations } = program.linked.spec.telemetry;
  if (instrumentations.length === 0) {
    return undefined;
  }
  const path = fileOf(MODULE);
  const module = createModule({ path, importExtension: program.importExtension });
  const start = module.use(packageValue("startInstrumentations", RUNTIME));
  const telemetry = module.use({ name: "telemetry", from: "./generated/telemetry", kind: "value", alias: "flowsTelemetry" });
  const created = Object.fromEntries(instrumentations.map((settings) => [settings.name, printCreation(settings, module)]));
  const comment = documentation(
    "To be loaded before the application, with `node --import`: starts telemetry, and lets these libraries make spans.",
  );
  return generatedFile(program, path, [comment + module.imports(), `${start}(${telemetry}, ${objectOf(created)});`]);
}

function printCreation({ name, ignorePaths }: InstrumentationSettings, module: Module): string {
  const { package: from, exported, options }: InstrumentationPackage = INSTRUMENTATIONS[name];
  const instrumentation = module.use(packageValue(exported, from));
  return `() => new ${instrumentation}(${ignorePaths === undefined ? (options ?? "") : printIgnored(ignorePaths, module)})`;
}

function printIgnored(paths: readonly string[], module: Module): string {
  const ignore = module.use(packageValue("ignorePaths", RUNTIME));
  return objectOf({ ignoreIncomingRequestHook: `${ignore}(${list("[", paths.map(stringLiteral), "]")})` }, "  ");
}
