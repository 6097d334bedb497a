import { report } from "../../diagnostics/report.ts";
import { attributeNames } from "../attributes.ts";
import { deprecatedAttributes } from "../derived/deprecated-attributes.ts";
import type { DeprecatedAttribute } from "../deprecated-attribute.ts";
import type { Lint } from "../lint.ts";

/** An attribute whose name the semantic conventions have given up. */
export const deprecatedAttribute: Lint = {
  name: "deprecated-attribute",
  code: "GF9002",
  findsAbsence: false,
  run: ({ linked: { spec } }) =>
    attributeNames(spec).flatMap(({ name, range }) => {
      const found = lookUp(name);
      return found === undefined ? [] : [report("GF9002", range, { name, ...found })];
    }),
};

/** Of `rpc.grpc.request.metadata.user` the conventions know all but the last part, which stays. */
function lookUp(name: string): DeprecatedAttribute | undefined {
  const families = name.split(".").map((_part, index, parts) => `${parts.slice(0, index).join(".")}.`);
  const known = [name, ...families].find((candidate) => Object.hasOwn(deprecatedAttributes, candidate));
  const found = known === undefined ? undefined : deprecatedAttributes[known];
  return known === undefined || known === name || found?.replacement === undefined
    ? found
    : { ...found, replacement: `${found.replacement}.${name.slice(known.length)}` };
}
