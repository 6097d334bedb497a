/** What the derived validator says about one place of a document; ajv's error object, without messages. */
export interface SchemaMistake {
  /** JSON Pointer into the document. */
  readonly instancePath: string;
  /** JSON Pointer into the schema, begun at the definition that holds the keyword: `#/$defs/SpanProcessor/type`. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Checks a plain value; afterwards `errors` holds what is wrong with it, or null. Not re-entrant. */
export interface ConfigurationValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaMistake[] | null;
}

/** What an object of the configuration may hold. */
export interface ConfigurationDefinition {
  /** Exactly one key is written: it says which one of several components is meant. */
  readonly isChoice?: boolean;
  /** Other keys are allowed: they name components that OpenTelemetry does not define. */
  readonly isOpen?: boolean;
  readonly properties: Readonly<Record<string, { readonly definition?: string }>>;
}
