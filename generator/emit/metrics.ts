import { camelCase } from "../ir/camel-case.ts";
import { isObservable } from "../ir/metric.ts";
import type { MetricHead } from "../ir/metric.ts";
import { attributesTypeName, metricIdentifier } from "../ir/metric-names.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { Spec } from "../ir/spec.ts";
import { documentation } from "../print/comment.ts";
import { printInterface } from "../print/interface.ts";
import { fitsOnLine, list } from "../print/layout.ts";
import { literal, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import { safeIdentifier } from "../print/safe-identifier.ts";
import { packageValue } from "../print/symbol.ts";
import { fileOf, generatedFile } from "./file.ts";
import { metricAttributes } from "./metric-attributes.ts";
import type { DeclaredMetric } from "./metric-attributes.ts";

const MODULE = "./generated/metrics";

/** A metric with all its declarations: what one leaves out, it takes from another. The linker has seen to it that they agree. */
interface Metric extends MetricHead {
  readonly declarations: readonly DeclaredMetric[];
}

/** The metrics of a spec, its own before those of its tasks. */
function metricsOf(spec: Spec): readonly Metric[] {
  const byName = new Map<string, Metric>();
  for (const metric of [...spec.metrics, ...[...spec.tasks.values()].flatMap(({ metrics }) => metrics)]) {
    const { name, nameRange, instrument } = metric;
    const known = byName.get(name);
    byName.set(name, {
      name,
      nameRange,
      instrument,
      unit: known?.unit ?? metric.unit,
      description: known?.description ?? metric.description,
      buckets: known?.buckets ?? metric.buckets,
      declarations: [...(known?.declarations ?? []), metric],
    });
  }
  return [...byName.values()];
}

/**
 * What the instruments of a spec are called in `metrics.ts`, by the metric's name: `shop.charged` is
 * `shopCharged`. Tasks that declare a metric of one name share its instrument.
 */
export function instrumentNames(spec: Spec): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>(["meter"]);
  for (const metric of metricsOf(spec)) {
    const chosen = safeIdentifier(metricIdentifier(metric), `${camelCase(metric.name)}Metric`, taken);
    names.set(metric.name, chosen);
    taken.add(chosen);
  }
  return names;
}

/** `metrics.ts`: the instruments of the spec's own metrics, or nothing where it has none. */
export function emitMetrics(program: Program, names: ReadonlyMap<string, string>): OutputFile | undefined {
  const { spec } = program.linked;
  const metrics = metricsOf(spec);
  if (metrics.length === 0) {
    return undefined;
  }
  const path = fileOf(MODULE);
  const declared = ["meter", ...names.values(), ...metrics.map(attributesTypeName)];
  const module = createModule({ path, declared, importExtension: program.importExtension });
  const defineMeter = module.use(packageValue("defineMeter", "@gen-flows/runtime"));
  const sections = metrics.flatMap((metric) => {
    const members = metricAttributes(program, module, metric.declarations);
    const type = members.length === 0 ? "" : `<${attributesTypeName(metric)}>`;
    return [
      members.length === 0 ? "" : printAttributes(metric, members),
      documentation(documentationOf(metric)) + printInstrument(metric, names.get(metric.name) ?? "", type),
    ];
  });
  const meter = `const meter = ${defineMeter}(${stringLiteral(spec.name)}, ${stringLiteral(spec.version)});`;
  return generatedFile(program, path, [module.imports(), meter, ...sections]);
}

function printAttributes(metric: MetricHead, members: readonly string[]): string {
  return documentation(`What tells the series of \`${metric.name}\` apart.`) + printInterface(attributesTypeName(metric), members);
}

function documentationOf(metric: MetricHead): string | undefined {
  const description = metric.description?.value;
  return isObservable(metric)
    ? `${description === undefined ? "" : `${description}\n\n`}The callback is asked at each export, until the function that is returned here is called.`
    : description;
}

function printInstrument(metric: MetricHead, identifier: string, type: string): string {
  const name = stringLiteral(metric.name);
  const { unit, description, buckets } = metric;
  const options = [
    ...(unit === undefined ? [] : [`unit: ${stringLiteral(unit.value)}`]),
    ...(description === undefined ? [] : [`description: ${stringLiteral(description.value)}`]),
    ...(buckets === undefined ? [] : [`buckets: ${literal(buckets.value, "  ")}`]),
  ];
  const call = `export const ${identifier} = meter.${metric.instrument.value}${type}(`;
  if (options.length === 0) {
    return `${list(call, [name], ");")}\n`;
  }
  const head = `${call}${name}, {`;
  return fitsOnLine(head)
    ? `${list(head, options, "});", { padding: " " })}\n`
    : `${call}\n  ${name},\n${list("  {", options, "},", { padding: " " })}\n);\n`;
}
