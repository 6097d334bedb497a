import type { OutputFile, Program } from "../ir/program.ts";
import type { InstrumentName, MetricDeclaration, Task } from "../ir/task.ts";
import { documentation } from "../print/comment.ts";
import { list } from "../print/layout.ts";
import { literal, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import { safeIdentifier } from "../print/safe-identifier.ts";
import { packageValue } from "../print/symbol.ts";
import { camelCase } from "./camel-case.ts";
import { fileOf, generatedFile } from "./file.ts";

const MODULE = "./generated/metrics";

const CREATE: Readonly<Record<InstrumentName, string>> = {
  counter: "createCounter",
  upDownCounter: "createUpDownCounter",
  histogram: "createHistogram",
  gauge: "createGauge",
};

/**
 * What the instruments of a spec are called in `metrics.ts`, by the metric's name: `shop.charged` is
 * `shopCharged`. Tasks that declare a metric of one name share its instrument.
 */
export function instrumentNames(tasks: Iterable<Task>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>(["meter"]);
  for (const { name } of metricsOf(tasks)) {
    const identifier = camelCase(name);
    const chosen = safeIdentifier(identifier, `${identifier}Metric`, taken);
    names.set(name, chosen);
    taken.add(chosen);
  }
  return names;
}

/** `metrics.ts`: the instruments of the spec's own metrics, or nothing where it has none. */
export function emitMetrics(program: Program, names: ReadonlyMap<string, string>): OutputFile | undefined {
  const { spec } = program.linked;
  const metrics = metricsOf(spec.tasks.values());
  if (metrics.length === 0) {
    return undefined;
  }
  const path = fileOf(MODULE);
  const module = createModule({ path, declared: ["meter", ...names.values()], importExtension: program.importExtension });
  const instrument = module.use(packageValue("instrument", "@gen-flows/runtime"));
  const scope = `${stringLiteral(spec.name)}, ${stringLiteral(spec.version)}`;
  const instruments = metrics.map(
    (metric) =>
      `${documentation(metric.description)}export const ${names.get(metric.name)} = ${instrument}(${scope}, (meter) => {\n` +
      `${printCreation(metric)}\n});\n`,
  );
  return generatedFile(program, path, [module.imports(), ...instruments]);
}

function printCreation({ name, instrument, unit, description, buckets }: MetricDeclaration): string {
  const options = [
    unit === undefined ? undefined : `unit: ${stringLiteral(unit)}`,
    description === undefined ? undefined : `description: ${stringLiteral(description)}`,
    buckets === undefined ? undefined : `advice: ${literal({ explicitBucketBoundaries: buckets }, "    ")}`,
  ].filter((option) => option !== undefined);
  const call = `  return meter.${CREATE[instrument]}(${stringLiteral(name)}`;
  return options.length === 0 ? `${call});` : list(`${call}, {`, options, "});", { padding: " " });
}

function metricsOf(tasks: Iterable<Task>): readonly MetricDeclaration[] {
  const byName = new Map<string, MetricDeclaration>();
  for (const task of tasks) {
    for (const metric of task.metrics) {
      byName.set(metric.name, byName.get(metric.name) ?? metric);
    }
  }
  return [...byName.values()];
}
