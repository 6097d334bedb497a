import type { OutputFile, Program } from "../../ir/program.ts";
import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import { list } from "../../print/layout.ts";
import { literal, objectOf, stringLiteral } from "../../print/literal.ts";
import { createModule } from "../../print/module.ts";
import type { Module } from "../../print/module.ts";
import { packageValue } from "../../print/symbol.ts";
import { fileOf, generatedFile } from "../file.ts";
import { render } from "../render.ts";
import { printBridges, printLogs } from "./logs.ts";
import { printPropagators } from "./propagators.ts";
import { printWorkflowSamplers } from "./sampler.ts";
import { printService, printServices } from "./service.ts";

const PACKAGE = "@gen-flows/runtime/telemetry";
const MODULE = "./generated/telemetry";

/** `telemetry.ts`: the tracer of the traced tasks, and the providers that the spec asks for. */
export function emitTelemetry(program: Program): OutputFile {
  const { spec } = program.linked;
  const path = fileOf(MODULE);
  const module = createModule({ path, declared: ["tracer", "telemetry", "providers"], importExtension: program.importExtension });
  const { tracer, ...definition } = printDefinition(spec.telemetry, module);
  const services = spec.telemetry.services.length > 0;
  return generatedFile(program, path, [render("telemetry", { tracer, ...definition, services, imports: module.imports() })]);
}

interface Definition {
  readonly tracer: string;
  readonly summary: string;
  readonly define: string;
  readonly options: string;
}

function printDefinition(settings: TelemetrySettings, module: Module): Definition {
  const traceLink = settings.traceLink === undefined ? "" : literal({ traceLink: settings.traceLink });
  if (settings.provider === "none") {
    return {
      tracer: module.use(packageValue("noopTracer", `${PACKAGE}/none`)),
      summary: "Nothing is recorded: the spec asks for no provider.",
      define: module.use(packageValue("noTelemetry", `${PACKAGE}/none`)),
      options: traceLink,
    };
  }
  const tracer = printTracer(settings, module);
  return settings.provider === "adopt"
    ? {
        tracer,
        summary: "Spans go to the provider that the application registers.",
        define: module.use(packageValue("adoptTelemetry", `${PACKAGE}/adopt`)),
        options: printAdoption(settings, module),
      }
    : {
        tracer,
        summary: "The providers that the spec asks for. They are registered at the first run, or by `telemetry.start()`.",
        define: module.use(packageValue("defineTelemetry", PACKAGE)),
        options: printOptions(settings, module),
      };
}

/** What there is to say where the providers are the application's. */
function printAdoption({ traceLink, logs }: TelemetrySettings, module: Module): string {
  const bridges = printBridges(logs, module);
  return traceLink === undefined && bridges === undefined
    ? ""
    : objectOf({ bridges, traceLink: traceLink === undefined ? undefined : stringLiteral(traceLink) });
}

/** The API's, which is a proxy: it makes spans once a provider is registered. */
function printTracer({ traces: { scope, spansPerRun } }: TelemetrySettings, module: Module): string {
  const trace = module.use(packageValue("trace", "@opentelemetry/api"));
  const tracer = `${trace}.getTracer(${stringLiteral(scope.name)}, ${stringLiteral(scope.version)})`;
  return spansPerRun === undefined
    ? tracer
    : `${module.use(packageValue("limitSpans", "@gen-flows/runtime"))}(${tracer})`;
}

function printOptions(settings: TelemetrySettings, module: Module): string {
  const { propagators, logs, services, instrumentations, traceLink } = settings;
  const { resource, metrics, ...service } = printService(settings, module, "  ");
  return objectOf({
    ...service,
    workflowSamplers: printWorkflowSamplers(settings),
    propagators: propagators && printPropagators(propagators, module),
    spanProcessors: printSpanProcessors(settings, module),
    resource,
    metrics,
    logs: logs && printLogs(logs, module),
    disabled: settings.disabled === undefined ? undefined : literal(settings.disabled),
    logLevel: settings.logLevel && stringLiteral(settings.logLevel),
    instrumentations:
      instrumentations.length === 0 ? undefined : list("[", instrumentations.map(({ name }) => stringLiteral(name)), "]"),
    services: services.length === 0 ? undefined : printServices(services, module),
    traceLink: traceLink === undefined ? undefined : stringLiteral(traceLink),
  });
}

function printSpanProcessors({ traces: { compat } }: TelemetrySettings, module: Module): string | undefined {
  return compat && `[${module.use(packageValue("dotflowAttributes", `${PACKAGE}/dotflow`))}()]`;
}
