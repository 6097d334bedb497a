import { attributesOf } from "../ir/attributes.ts";
import type { Spec } from "../ir/spec.ts";
import { asStringNode, get, membersOf } from "../lower/read.ts";
import type { SourceRange } from "../source/source-file.ts";

/** The name of an attribute and where it stands. */
export interface AttributeName {
  readonly name: string;
  readonly range: SourceRange;
}

/** The names of all attributes that a spec gives to telemetry, the resource's and those of the context included. */
export function attributeNames(spec: Spec): readonly AttributeName[] {
  const resource = get(get(get(spec.origin, "telemetry"), "resource"), "attributes");
  return [
    ...attributesOf(spec).map(({ name, nameRange }) => ({ name, range: nameRange })),
    ...spec.context.flatMap(({ origin }) => {
      const attribute = asStringNode(get(origin, "attribute"));
      return attribute === undefined ? [] : [{ name: attribute.value, range: attribute.range }];
    }),
    ...membersOf(resource).map(({ key, keyRange }) => ({ name: key, range: keyRange })),
  ];
}
