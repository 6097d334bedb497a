/** The attributes of a measurement: none where the metric has none, and left out where all of them may be. */
export type AttributesArgument<Attributes> = [Attributes] extends [undefined]
  ? []
  : object extends Attributes
    ? [attributes?: Attributes]
    : [attributes: Attributes];
