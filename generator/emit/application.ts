import type { ContextEntry } from "../ir/context-entry.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { TraceSettings } from "../ir/telemetry/traces.ts";
import { documentation } from "../print/comment.ts";
import { printInterface } from "../print/interface.ts";
import { braces } from "../print/layout.ts";
import { literal, numberLiteral, objectOf, property, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { packageType } from "../print/symbol.ts";
import type { ImportedSymbol } from "../print/symbol.ts";
import { printClient, printClientType, printDefinition, printLoad } from "./client.ts";
import { fileOf, generatedFile } from "./file.ts";

const MODULE = "./generated/application";
const RUNTIME = "@gen-flows/runtime";

/** What engines and clients know of the spec. */
export const APPLICATION: ImportedSymbol = symbol("application", "value", "specApplication");

/** The clients of the workflows, by name. */
export const FLOWS: ImportedSymbol = symbol("Flows", "type", "SpecFlows");

/** The function that makes them. */
export const CREATE_CLIENTS: ImportedSymbol = symbol("createClients", "value", "createSpecClients");

function symbol(name: string, kind: "type" | "value", alias: string): ImportedSymbol {
  return { name, from: MODULE, kind, alias };
}

/** `application.ts`: what every engine and every caller knows of the spec. Without workflows there is nothing to call. */
export function emitApplication(program: Program): OutputFile | undefined {
  const { spec, workflows } = program.linked;
  if (workflows.length === 0) {
    return undefined;
  }
  const path = fileOf(MODULE);
  const module = createModule({
    path,
    declared: [APPLICATION.name, FLOWS.name, CREATE_CLIENTS.name, "engine"],
    importExtension: program.importExtension,
  });
  const sections = [
    documentation(`What engines and callers know of \`${spec.name}\`.`) + printApplication(program, module),
    documentation(`The workflows of \`${spec.name}\`.`) +
      printInterface(FLOWS.name, workflows.map((linked) => printClientType(program, module, linked))),
    documentation(`Makes the clients of the workflows of \`${spec.name}\`, whichever engine runs them.`) +
      printCreate(program, module),
  ];
  return generatedFile(program, path, [module.imports(), ...sections]);
}

function printApplication(program: Program, module: Module): string {
  const { name, version, payloadBytes, telemetry: settings } = program.linked.spec;
  const telemetry = { from: "./generated/telemetry", kind: "value" } as const;
  const traces = printTraces(settings.traces);
  const context = printContext(program);
  const definitions = program.linked.workflows.map((linked) => printDefinition(program, module, linked, "    "));
  const members = [
    `name: ${stringLiteral(name)}`,
    `version: ${stringLiteral(version)}`,
    property("telemetry", module.use({ ...telemetry, name: "telemetry", alias: "flowsTelemetry" })),
    property("tracer", module.use({ ...telemetry, name: "tracer", alias: "flowsTracer" })),
    ...(context === undefined ? [] : [`context: ${context}`]),
    ...(payloadBytes === undefined ? [] : [`payloadBytes: ${numberLiteral(payloadBytes)}`]),
    ...(traces === undefined ? [] : [`traces: ${traces}`]),
    ...(settings.onMissingParent === undefined ? [] : [`onMissingParent: ${stringLiteral(settings.onMissingParent)}`]),
    `workflows: ${braces(definitions, "  ")}`,
  ];
  return `export const application = ${braces(members)} satisfies ${module.use(packageType("Application", RUNTIME))};`;
}

function printCreate(program: Program, module: Module): string {
  return [
    `export function createClients(engine: ${module.use(packageType("ClientFactory", RUNTIME))}): Flows {`,
    `  return ${braces(program.linked.workflows.map(printClient), "  ")};`,
    "}",
  ].join("\n");
}

/** How the spans of a run are laid out; undefined where the spec leaves that to the runtime. */
function printTraces({ mode, longestWait, spansPerRun, durableSpans }: TraceSettings): string | undefined {
  const options = { mode, longestWait, spansPerRun, durableSpans };
  return Object.values(options).every((option) => option === undefined) ? undefined : literal(options, "  ");
}

/** How the values of the context travel, and what checks them; undefined where the spec declares none. */
function printContext(program: Program): string | undefined {
  const { context } = program.linked.spec;
  const validator = program.validators?.context;
  if (context.length === 0 || validator === undefined) {
    return undefined;
  }
  const entries = context.map((entry) => [entry.name, literal(travelOf(program, entry), "      ")] as const);
  return objectOf(
    {
      validate: printLoad(program, "validate", validator, "    "),
      entries: objectOf(Object.fromEntries(entries), "    "),
    },
    "  ",
  );
}

/** How a value of the context travels. One that is to be dropped is shown nowhere. */
function travelOf({ redaction }: Program, entry: ContextEntry): { readonly [key: string]: string | boolean | undefined } {
  const rule = redaction.context.get(entry);
  const { propagate, attribute, log } = entry;
  const isShown = rule !== "drop" && (attribute !== undefined || log);
  return {
    baggage: propagate === "baggage" ? true : undefined,
    ...(isShown && { attribute, log: log ? true : undefined, sensitive: rule }),
  };
}
