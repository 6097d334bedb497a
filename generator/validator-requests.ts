import { FLOW_CONTEXT } from "./emit/symbols.ts";
import type { ContextEntry } from "./ir/context-entry.ts";
import type { LinkedSpec } from "./ir/linked.ts";
import { pascalCase } from "./ir/pascal-case.ts";
import type { EmittedTypes } from "./ir/program.ts";
import type { Spec } from "./ir/spec.ts";
import { safeIdentifier } from "./print/safe-identifier.ts";
import type { Member, ObjectNode, SourceNode } from "./source/node.ts";
import type { EmitValidatorsOptions, ValidatorRequest } from "./validators/emit-validators.ts";

/**
 * The validators that a spec needs: for each workflow that takes something, for each signal that some workflow waits
 * for, and for the context of runs.
 */
export function validatorRequests(
  linked: LinkedSpec,
  types: EmittedTypes,
): Pick<EmitValidatorsOptions, "validators" | "context"> {
  const { spec, workflows } = linked;
  const inputs = workflows.flatMap(({ workflow: { name, input } }): ValidatorRequest[] =>
    input === undefined
      ? []
      : [
          {
            values: `an input of \`${name}\``,
            exportName: `validate${pascalCase(name)}Input`,
            use: input,
            type: types.typeOf(input),
          },
        ],
  );
  return { validators: [...inputs, ...signalRequests(linked, types)], context: contextRequest(spec) };
}

/** Names of signals may differ in case and underscores only. */
function signalRequests({ spec, workflows }: LinkedSpec, types: EmittedTypes): readonly ValidatorRequest[] {
  const awaited = new Set(workflows.flatMap(({ signals }) => signals));
  const taken = new Set<string>();
  return [...spec.signals.values()]
    .filter((signal) => awaited.has(signal))
    .map(({ name, payload }) => {
      const words = `validate${pascalCase(name)}Signal`;
      const exportName = safeIdentifier(words, words, taken);
      taken.add(exportName);
      return { values: `what the signal \`${name}\` brings`, exportName, use: payload, type: types.typeOf(payload) };
    });
}

function contextRequest({ origin, context }: Spec): ValidatorRequest | undefined {
  return context.length === 0
    ? undefined
    : {
        values: "the context of a run",
        exportName: "validateContext",
        use: { typeName: FLOW_CONTEXT.name, schema: contextSchema(origin, context) },
        type: FLOW_CONTEXT,
      };
}

/** The schema that the spec implies: an object with a property for each entry. Nothing is required: defaults are filled in. */
function contextSchema({ file, range }: ObjectNode, context: readonly ContextEntry[]): SourceNode {
  const place = { file, range, pointer: "/context" };
  const member = (key: string, value: SourceNode): Member => ({ key, keyRange: range, value });
  const properties = context.map(({ name, schema }) => member(name, schema.schema));
  return {
    ...place,
    kind: "object",
    members: [
      member("type", { ...place, kind: "scalar", value: "object", offsets: () => [] }),
      member("properties", { ...place, kind: "object", members: properties }),
    ],
  };
}
