/** What the semantic conventions say of an attribute that they have given up. */
export interface DeprecatedAttribute {
  /** The name that has taken its place, where there is exactly one. */
  readonly replacement: string | undefined;
  /** Their own words, a sentence. */
  readonly advice: string;
}
