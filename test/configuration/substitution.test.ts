import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { resolvePlainScalar } from "../../runtime/src/telemetry/configuration/document/plain-scalar.ts";
import { substitute } from "../../runtime/src/telemetry/configuration/document/substitute.ts";
import { interpolate } from "../../runtime/src/telemetry/settings/interpolate.ts";

/** As in the table of OpenTelemetry's specification. */
const VARIABLES = {
  STRING_VALUE: "value",
  BOOL_VALUE: "true",
  INT_VALUE: "1",
  FLOAT_VALUE: "1.1",
  HEX_VALUE: "0xdeadbeef",
  INVALID_MAP_VALUE: "value\nkey:value",
  DO_NOT_REPLACE_ME: "Never use this value",
  REPLACE_ME: "${DO_NOT_REPLACE_ME}",
  VALUE_WITH_ESCAPE: "value$$",
  EMPTY: "",
};

describe("the table of the specification", () => {
  test.each([
    ["${STRING_VALUE}", "value"],
    ["${BOOL_VALUE}", true],
    ["${INT_VALUE}", 1],
    ["${FLOAT_VALUE}", 1.1],
    ["${HEX_VALUE}", 3_735_928_559],
    ["${env:STRING_VALUE}", "value"],
    ["${INVALID_MAP_VALUE}", "value\nkey:value"],
    ["foo ${STRING_VALUE} ${FLOAT_VALUE}", "foo value 1.1"],
    ["${UNDEFINED_KEY}", null],
    ["${UNDEFINED_KEY:-fallback}", "fallback"],
    ["${EMPTY:-fallback}", "fallback"],
    ["${REPLACE_ME}", "${DO_NOT_REPLACE_ME}"],
    ["${UNDEFINED_KEY:-${STRING_VALUE}}", "${STRING_VALUE}"],
    ["$${STRING_VALUE}", "${STRING_VALUE}"],
    ["$$${STRING_VALUE}", "$value"],
    ["$$$${STRING_VALUE}", "$${STRING_VALUE}"],
    ["$${STRING_VALUE:-fallback}", "${STRING_VALUE:-fallback}"],
    ["$${STRING_VALUE:-${STRING_VALUE}}", "${STRING_VALUE:-value}"],
    ["${UNDEFINED_KEY:-$${UNDEFINED_KEY}}", "${UNDEFINED_KEY:-${UNDEFINED_KEY}}"],
    ["${VALUE_WITH_ESCAPE}", "value$$"],
    ["a $$ b", "a $ b"],
    ["a $ b", "a $ b"],
  ])("%s without quotes", (text, value) => {
    expect(substitute(text, true, VARIABLES)).toEqual({ value });
  });

  test.each([
    ["${STRING_VALUE}", "value"],
    ["${BOOL_VALUE}", "true"],
    ["${INT_VALUE}", "1"],
    ["${FLOAT_VALUE}", "1.1"],
    ["${HEX_VALUE}", "0xdeadbeef"],
    ["${UNDEFINED_KEY}", ""],
  ])("%s in quotes stays a text", (text, value) => {
    expect(substitute(text, false, VARIABLES)).toEqual({ value });
  });

  test.each(["${STRING_VALUE:?error}", "${1API_KEY}", "${API_$KEY}", "${sys:user.name}", "${env:}", "a ${ } b"])(
    "%s is refused",
    (text) => {
      expect(() => substitute(text, true, VARIABLES)).toThrow("is not a reference to an environment variable");
    },
  );
});

test("texts without quotes get the types that a YAML parser gives them", () => {
  const word = fc.string({ unit: fc.constantFrom(..."01289.+-_eExXoabfNtru~ "), maxLength: 8 });
  const known = fc.constantFrom("null", "Null", "~", "", "true", "FALSE", "yes", "0o17", "017", ".inf", "-.INF", ".nan", "1e3", "1_000", "+12");
  fc.assert(
    fc.property(fc.oneof(word, known), (text) => {
      // What is no plain scalar for the parser, such as `- 1`, is a text here: variables bring no structure.
      const parsed: unknown = parseOrUndefined(`[${text.trim()}]`);
      fc.pre(Array.isArray(parsed) && parsed.length <= 1 && !/[-?]\s|^[-?]$/.test(text.trim()));
      const [value = null] = parsed as unknown[];
      fc.pre(typeof value !== "object" || value === null);
      expect(resolvePlainScalar(text)).toEqual(typeof value === "string" ? text : value);
    }),
    { numRuns: 3_000 },
  );
});

function parseOrUndefined(text: string): unknown {
  try {
    return parse(text, { version: "1.2", logLevel: "silent" });
  } catch {
    return undefined;
  }
}

test("what is filled in later by the runtime is what would be filled in now", () => {
  const piece = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."$ab{}: -"), maxLength: 4 }),
    fc.constantFrom("${STRING_VALUE}", "${env:INT_VALUE}", "${UNDEFINED_KEY:-x y}", "${EMPTY}", "$$", "${REPLACE_ME}"),
  );
  for (const [name, value] of Object.entries(VARIABLES)) {
    vi.stubEnv(name, value);
  }
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join("");
      let late: ReturnType<typeof substitute>["late"];
      try {
        late = substitute(text, false, undefined).late;
      } catch {
        return;
      }
      if (late?.text !== undefined) {
        expect(interpolate(late.text, "option")).toBe(substitute(text, false, VARIABLES).value);
      }
    }),
    { numRuns: 3_000 },
  );
  vi.unstubAllEnvs();
});
