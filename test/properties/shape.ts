/** The types that random specs are made of. */
export type Shape =
  | { readonly kind: "number" | "boolean" }
  | { readonly kind: "string"; readonly sensitive?: "mask" | "hash" | "drop" | undefined }
  | { readonly kind: "array"; readonly items: Shape }
  | { readonly kind: "object"; readonly fields: Readonly<Record<string, Field>> };

export interface Field {
  readonly shape: Shape;
  readonly isOptional: boolean;
}

/** The JSON Schema of a shape. */
export function schemaOf(shape: Shape): object {
  switch (shape.kind) {
    case "array":
      return { type: "array", items: schemaOf(shape.items) };
    case "object": {
      const fields = Object.entries(shape.fields);
      return {
        type: "object",
        required: fields.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
        properties: Object.fromEntries(fields.map(([name, field]) => [name, schemaOf(field.shape)])),
      };
    }
    case "string":
      return { type: "string", "x-sensitive": shape.sensitive };
    default:
      return { type: shape.kind };
  }
}

/** With what sensitive texts begin, and no others. */
export const SECRET = "secret";

/** A value of a shape, always the same for the same key. */
export function valueFor(shape: Shape, key: string): unknown {
  const number = hash(key);
  switch (shape.kind) {
    case "string":
      return `${shape.sensitive === undefined ? "text" : SECRET}${number % 7}`;
    case "number":
      return number % 10;
    case "boolean":
      return number % 2 === 0;
    case "array":
      return Array.from({ length: number % 4 }, (_, index) => valueFor(shape.items, `${key}/${index}`));
    case "object":
      return Object.fromEntries(
        Object.entries(shape.fields).flatMap(([name, field]) =>
          field.isOptional && hash(`${key}?${name}`) % 2 === 0 ? [] : [[name, valueFor(field.shape, `${key}.${name}`)]],
        ),
      );
  }
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}
