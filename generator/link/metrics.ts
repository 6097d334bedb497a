import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { MetricHead, Placed } from "../ir/metric.ts";
import { metricIdentifier } from "../ir/metric-names.ts";
import type { Spec, SpecMetric } from "../ir/spec.ts";

/** What declarations of one metric have to agree on, where more than one of them says it. */
const SETTINGS = ["instrument", "unit", "description", "buckets"] as const;

/** Metrics that cannot stand beside each other, and what they say of attributes that they do not have. */
export function checkMetrics(spec: Spec): readonly Diagnostic[] {
  const ofTasks = [...spec.tasks.values()].flatMap(({ metrics }) => metrics);
  return [
    ...collisions([...spec.metrics, ...ofTasks]),
    ...declaredTwice(spec.metrics, ofTasks),
    ...disagreements(ofTasks),
    ...spec.metrics.flatMap(unknownOptional),
  ];
}

/** OpenTelemetry does not tell upper from lower case, and generated code drops what separates words. */
function collisions(metrics: readonly MetricHead[]): readonly Diagnostic[] {
  const first = new Map<string, MetricHead>();
  return metrics.flatMap((metric) => {
    const keys = [`name ${metric.name.toLowerCase()}`, `identifier ${metricIdentifier(metric)}`];
    const other = keys.map((key) => first.get(key)).find((known) => known !== undefined && known.name !== metric.name);
    for (const key of keys) {
      first.set(key, first.get(key) ?? metric);
    }
    return other === undefined
      ? []
      : report("GF3030", metric.nameRange, { name: metric.name, other: other.name, identifier: metricIdentifier(metric) }, [
          { at: other.nameRange, text: "this one is too much like it" },
        ]);
  });
}

function declaredTwice(ofSpec: readonly SpecMetric[], ofTasks: readonly MetricHead[]): readonly Diagnostic[] {
  return ofSpec.flatMap((metric) => {
    const other = ofTasks.find(({ name }) => name === metric.name);
    return other === undefined
      ? []
      : report("GF3031", metric.nameRange, { name: metric.name, identifier: metricIdentifier(other) }, [
          { at: other.nameRange, text: "this task records it" },
        ]);
  });
}

function disagreements(metrics: readonly MetricHead[]): readonly Diagnostic[] {
  return SETTINGS.flatMap((setting) => {
    const first = new Map<string, Placed<unknown>>();
    return metrics.flatMap((metric) => {
      const placed: Placed<unknown> | undefined = metric[setting];
      const known = first.get(metric.name) ?? placed;
      if (placed === undefined || known === undefined) {
        return [];
      }
      first.set(metric.name, known);
      return JSON.stringify(known.value) === JSON.stringify(placed.value)
        ? []
        : report("GF3032", placed.range, { metric: metric.name, setting }, [{ at: known.range, text: "declared so first" }]);
    });
  });
}

function unknownOptional({ name, attributes, optional }: SpecMetric): readonly Diagnostic[] {
  const names = attributes.map((attribute) => attribute.name);
  return optional
    .filter(({ value }) => !names.includes(value))
    .map(({ value, range }) => report("GF3033", range, { metric: name, attribute: value, suggestion: suggest(value, names) }));
}
