import { createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { logScopeOf, withLogScope } from "../../runtime/src/logs/log-scope.ts";

const KEYS = ["a", "b", "c"].map(createContextKey);
const SCOPES = [1, 2].map((run) => ({ fields: { run }, redactor: undefined }));

const steps = fc.array(
  fc.oneof(
    fc.record({ key: fc.constantFrom(...KEYS), value: fc.integer() }),
    fc.record({ remove: fc.constantFrom(...KEYS) }),
    fc.record({ scope: fc.constantFrom(...SCOPES) }),
  ),
  { maxLength: 12 },
);

test("a context with a scope holds what one without would hold, and its scope", () => {
  fc.assert(
    fc.property(steps, (all) => {
      let plain: Context = ROOT_CONTEXT;
      let scoped: Context = ROOT_CONTEXT;
      let expected: object | undefined;
      const made: { readonly plain: Context; readonly scoped: Context; readonly expected: object | undefined }[] = [];
      for (const step of all) {
        if ("scope" in step) {
          expected = step.scope;
          scoped = withLogScope(scoped, step.scope);
        } else if ("remove" in step) {
          plain = plain.deleteValue(step.remove);
          scoped = scoped.deleteValue(step.remove);
        } else {
          plain = plain.setValue(step.key, step.value);
          scoped = scoped.setValue(step.key, step.value);
        }
        made.push({ plain, scoped, expected });
      }
      // Contexts never change: those that others were made of are still what they were.
      for (const each of made) {
        expect(KEYS.map((key) => each.scoped.getValue(key))).toEqual(KEYS.map((key) => each.plain.getValue(key)));
        expect(logScopeOf(each.scoped)).toBe(each.expected);
      }
    }),
  );
});
