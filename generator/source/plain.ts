import type { SourceNode } from "./node.ts";

export type PlainValue = string | number | boolean | null | PlainValue[] | { [key: string]: PlainValue };

/**
 * The value of a node as `JSON.parse` would give it: a key `__proto__` becomes a property like any other and never
 * a prototype.
 */
export function toPlain(node: SourceNode): PlainValue {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "array":
      return node.items.map(toPlain);
    case "object": {
      const plain: { [key: string]: PlainValue } = {};
      for (const { key, value } of node.members) {
        if (key === "__proto__") {
          Object.defineProperty(plain, key, {
            value: toPlain(value),
            enumerable: true,
            configurable: true,
            writable: true,
          });
        } else {
          plain[key] = toPlain(value);
        }
      }
      return plain;
    }
  }
}
