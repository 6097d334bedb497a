/** A place where a value does not fit its schema, as Ajv reports it. */
export interface ValidationProblem {
  /** JSON Pointer into the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A generated validator. Fills in defaults, and leaves what it found in `errors`. */
export type Validator<Value> = ((value: unknown) => value is Value) & {
  errors?: readonly ValidationProblem[] | null;
};
