/** The kinds of values that JSON Schema knows; an integer is a number. In the order in which a union lists them. */
export const ALL_KINDS = ["string", "number", "boolean", "array", "object", "null"] as const;

export type Kind = (typeof ALL_KINDS)[number];

export type Kinds = ReadonlySet<Kind>;

export const EVERY_KIND: Kinds = new Set(ALL_KINDS);

/** The kind that a name in `type` stands for, or undefined if it is none. */
export function kindNamed(name: unknown): Kind | undefined {
  return name === "integer" ? "number" : ALL_KINDS.find((kind) => kind === name);
}

/** The kind of a JSON value. */
export function kindOfValue(value: unknown): Kind {
  if (value === null) {
    return "null";
  }
  return Array.isArray(value) ? "array" : (kindNamed(typeof value) ?? "null");
}
