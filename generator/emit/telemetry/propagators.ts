import type { PropagatorName } from "../../ir/telemetry/settings.ts";
import { list } from "../../print/layout.ts";
import { stringLiteral } from "../../print/literal.ts";
import type { Module } from "../../print/module.ts";
import { packageValue } from "../../print/symbol.ts";

const PACKAGE = "@gen-flows/runtime/telemetry/propagators";

/** The propagators that have a module of their own in the runtime. The others go by their names. */
const FACTORIES: Readonly<Partial<Record<PropagatorName, readonly [factory: string, module: string]>>> = {
  b3: ["b3Propagator", "b3"],
  b3multi: ["b3MultiPropagator", "b3"],
  jaeger: ["jaegerPropagator", "jaeger"],
  xray: ["xrayPropagator", "xray"],
};

/** The propagators of a provider, as an array. */
export function printPropagators(names: readonly PropagatorName[], module: Module): string {
  const items = names.map((name) => {
    const [factory, file] = FACTORIES[name] ?? [];
    return factory === undefined
      ? stringLiteral(name)
      : `${module.use(packageValue(factory, `${PACKAGE}/${file}`))}()`;
  });
  return list("  propagators: [", items, "]").slice("  propagators: ".length);
}
