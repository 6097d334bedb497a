/** What the derived validator says about one place of a spec; ajv's error object, without messages. */
export interface SpecError {
  /** JSON Pointer into the value. */
  readonly instancePath: string;
  /** JSON Pointer into the schema, begun at the definition that holds the keyword: `#/$defs/step/oneOf`. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key that is wrong, where a name is checked. */
  readonly propertyName?: string;
}

/** Checks a plain value; afterwards `errors` holds what is wrong with it, or null. Not re-entrant. */
export interface SpecValidator {
  (value: unknown): boolean;
  errors?: readonly SpecError[] | null;
}

/** What an object of the spec may hold. */
export interface ObjectShape {
  readonly properties: Readonly<Record<string, PropertyShape>>;
}

export interface PropertyShape {
  readonly description: string | undefined;
  readonly example: unknown;
}
