import { emitTypes } from "../../../generator/types/emit-types.ts";
import { useOf } from "./groups.ts";
import type { Suite } from "./groups.ts";
import type { Emitter } from "./measure.ts";

/** The types that a spec with the group's schema would get. */
export function ourEmitter(suite: Suite): Emitter {
  return (group) => {
    const { use, resolver } = useOf(group, suite);
    const { value } = emitTypes({ named: new Map(), roots: [use], inputs: [], resolver });
    return { code: value.code, type: value.typeOf(use).text };
  };
}
