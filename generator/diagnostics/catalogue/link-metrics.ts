import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";
import { didYouMean } from "../wording.ts";

/** GF30xx: metrics that cannot stand beside each other. */
export const linkMetricDiagnostics = {
  GF3030: defineDiagnostic({
    severity: "error",
    title: "Two metrics that cannot be told apart",
    cause: "OpenTelemetry takes names of metrics that differ only in case for one, and in generated code and in Prometheus a name keeps its words but not what separates them.",
    fix: "Rename one of them so that they differ in their words.",
    example: {
      in: "spec",
      before: lines(
        '"metrics": {',
        '  ‹"shop.carts.open"›: { "instrument": "upDownCounter" },',
        '  «"shop.carts_open"»: { "instrument": "upDownCounter" }',
        "}",
      ),
      says: "the metrics `shop.carts_open` and `shop.carts.open` cannot be told apart",
      after: lines(
        '"metrics": {',
        '  "shop.carts.open": { "instrument": "upDownCounter" },',
        '  "shop.carts.abandoned": { "instrument": "upDownCounter" }',
        "}",
      ),
    },
    message: (p: { name: string; other: string; identifier: string }) =>
      `the metrics \`${p.name}\` and \`${p.other}\` cannot be told apart`,
    label: (p) => `\`${p.identifier}\` in generated code`,
    help: () => "rename one of them so that they differ in their words, or write both alike if one metric is meant",
  }),
  GF3031: defineDiagnostic({
    severity: "error",
    title: "A metric of a task is declared again",
    cause: "What a task records is declared by the task. Its instrument is in `metrics.ts` like those under `metrics`, so code of yours can record it too.",
    fix: "Take it out of `metrics`, or give one of the two another name.",
    example: {
      in: "spec",
      before: lines(
        '"tasks": { "ship": { "metrics": { ‹"shop.shipped"›: { "instrument": "counter", "value": 1 } } } },',
        '"metrics": { «"shop.shipped"»: { "instrument": "counter" } }',
      ),
      says: "the metric `shop.shipped` is declared by a task already",
      after: '"tasks": { "ship": { "metrics": { "shop.shipped": { "instrument": "counter", "value": 1 } } } }',
    },
    message: (p: { name: string; identifier: string }) => `the metric \`${p.name}\` is declared by a task already`,
    help: (p) => `take it out of \`metrics\`: code of yours records the task's one as \`${p.identifier}()\``,
  }),
  GF3032: defineDiagnostic({
    severity: "error",
    title: "One metric, declared in two ways",
    cause: "Tasks that record a metric of one name share its instrument, so what they say of it has to be the same. What one of them leaves out, it takes from the others.",
    fix: "Say the same in both, or say it once; or give one of the two another name.",
    example: {
      in: "spec",
      before: lines(
        '"tasks": {',
        '  "ship": { "metrics": { "shop.weight": { "instrument": "histogram", "unit": ‹"kg"›, "value": 1 } } },',
        '  "store": { "metrics": { "shop.weight": { "instrument": "histogram", "unit": «"g"», "value": 1000 } } }',
        "}",
      ),
      says: "the metric `shop.weight` has another `unit` elsewhere",
      after: lines(
        '"tasks": {',
        '  "ship": { "metrics": { "shop.weight": { "instrument": "histogram", "unit": "kg", "value": 1 } } },',
        '  "store": { "metrics": { "shop.weight": { "instrument": "histogram", "value": 1 } } }',
        "}",
      ),
    },
    message: (p: { metric: string; setting: string }) => `the metric \`${p.metric}\` has another \`${p.setting}\` elsewhere`,
    help: () => "say the same in both places, or give one of the metrics another name",
  }),
  GF3033: defineDiagnostic({
    severity: "error",
    title: "Unknown attribute of a metric",
    cause: "`optional` names an attribute that the metric does not declare.",
    fix: "Declare the attribute, or correct the name.",
    example: {
      in: "spec",
      before: lines(
        '"metrics": { "shop.carts.closed": {',
        '  "instrument": "counter", "attributes": { "error.type": { "type": "string" } }, "optional": [«"error.typ"»]',
        "} }",
      ),
      says: "the metric `shop.carts.closed` has no attribute `error.typ`",
      after: lines(
        '"metrics": { "shop.carts.closed": {',
        '  "instrument": "counter", "attributes": { "error.type": { "type": "string" } }, "optional": ["error.type"]',
        "} }",
      ),
    },
    message: (p: { metric: string; attribute: string; suggestion: string | undefined }) =>
      `the metric \`${p.metric}\` has no attribute \`${p.attribute}\``,
    label: (p) => didYouMean(p.suggestion),
    help: (p) => (p.suggestion === undefined ? "declare it under `attributes`" : undefined),
  }),
};
