import type { RootSamplerSettings, SamplerSettings } from "../../ir/telemetry/sampler.ts";
import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import { list } from "../../print/layout.ts";
import { literal, objectOf, stringLiteral } from "../../print/literal.ts";

/**
 * A sampler: on one line, unless it says what is decided below parents.
 *
 * @param indentation Of the line on which the literal begins.
 */
export function printSampler({ type, ratio, ...parents }: SamplerSettings, indentation: string): string {
  const below = Object.entries(parents).flatMap(([parent, sampler]) =>
    sampler === undefined ? [] : [[parent, printType(sampler)] as const],
  );
  return below.length === 0
    ? printType({ type, ratio })
    : objectOf(
        {
          type: stringLiteral(type),
          ratio: ratio === undefined ? undefined : literal(ratio),
          ...Object.fromEntries(below),
        },
        indentation,
      );
}

/** The samplers of single workflows, by name; undefined where none has one. */
export function printWorkflowSamplers({ workflowSamplers }: TelemetrySettings): string | undefined {
  const printed = Array.from(workflowSamplers, ([name, sampler]) => [name, printSampler(sampler, "    ")] as const);
  return printed.length === 0 ? undefined : objectOf(Object.fromEntries(printed), "  ");
}

function printType({ type, ratio }: { readonly type: string; readonly ratio: RootSamplerSettings["ratio"] }): string {
  const properties = [`type: ${stringLiteral(type)}`, ...(ratio === undefined ? [] : [`ratio: ${literal(ratio)}`])];
  return list("{", properties, "}", { padding: " " });
}
