import type { SourceNode } from "../source/node.ts";
import { kindOfValue } from "./kinds.ts";
import type { Kinds } from "./kinds.ts";
import { toPlain } from "../source/plain.ts";
import { NEVER, primitive, union } from "./type.ts";
import type { Type } from "./type.ts";

/** The union of the values of some kinds, each as a type that only it has. */
export function typeOfValues(values: readonly SourceNode[], kinds: Kinds): Type {
  return union(values.filter((value) => kinds.has(kindOfValue(toPlain(value)))).map(typeOfValue));
}

function typeOfValue(node: SourceNode): Type {
  switch (node.kind) {
    case "array":
      return {
        kind: "tuple",
        elements: node.items.map((item) => ({ type: typeOfValue(item), optional: false })),
        rest: undefined,
      };
    case "object": {
      const properties = new Map(node.members.map(({ key, value }) => [key, typeOfValue(value)]));
      return {
        kind: "object",
        properties: [...properties].map(([name, type]) => ({ name, type, optional: false, documentation: undefined })),
        index: properties.size === 0 ? NEVER : undefined,
        open: false,
      };
    }
    case "scalar":
      return typeOfScalar(node.value);
  }
}

/** Numbers beyond the range of a double have no literal. */
function typeOfScalar(value: string | number | boolean | null): Type {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) {
    return primitive(value === null ? "null" : "number");
  }
  return { kind: "literal", value };
}
