import { describe, expect, it } from "vitest";
import { printTemplate } from "../../generator/expressions/print-template.ts";
import type { Template } from "../../generator/ir/template.ts";
import { lowerTemplate } from "../../generator/lower/template.ts";
import { parseYaml } from "../../generator/load/yaml.ts";
import { SCOPE } from "./fixtures.ts";

function template(yaml: string): Template {
  const { value } = parseYaml({ path: "x.yaml", absolutePath: undefined, format: "yaml", text: yaml });
  if (value === undefined) {
    throw new Error(`no value: ${yaml}`);
  }
  return lowerTemplate(value, []);
}

describe("printTemplate", () => {
  it("prints an object with a property a line", () => {
    const printed = printTemplate(
      template("{ customerId: '${ input.customerId }', nested: { a: 1, b: [] }, 'a-b': null, text: 'Order ${ input.id }' }"),
      SCOPE,
      2,
    );
    expect(printed).toBe(
      [
        "{",
        "    customerId: input.customerId,",
        "    nested: {",
        "      a: 1,",
        "      b: [],",
        "    },",
        '    "a-b": null,',
        "    text: `Order ${input.id}`,",
        "  }",
      ].join("\n"),
    );
  });

  it("prints short arrays of scalars on one line, others with an item a line", () => {
    expect(printTemplate(template("[a, 1, '${ input.id }']"), SCOPE)).toBe('["a", 1, input.id]');
    expect(printTemplate(template("[{ a: 1 }]"), SCOPE)).toBe("[\n  {\n    a: 1,\n  },\n]");
    const long = "x".repeat(50);
    expect(printTemplate(template(`[${long}, ${long}]`), SCOPE)).toBe(`[\n  "${long}",\n  "${long}",\n]`);
    expect(printTemplate(template("{}"), SCOPE)).toBe("{}");
  });

  it("keeps a text on one line and inside its literal", () => {
    expect(printTemplate(template('"a\\n`b` $${c} \\\\ ${ input.id } \\"q\\""'), SCOPE)).toBe(
      '`a\\n\\`b\\` \\${c} \\\\ ${input.id} "q"`',
    );
  });

  it("writes properties in short where the scope wants that", () => {
    const value = template("{ parcel: '${ parcel }', charge: '${ steps.charge }', id: '${ parcel.id }', text: '${ text }!' }");
    expect(printTemplate(value, { ...SCOPE, shorthand: true })).toBe(
      "{\n  parcel,\n  charge,\n  id: parcel.id,\n  text: `${text}!`,\n}",
    );
    expect(printTemplate(value, SCOPE)).toContain("  parcel: parcel,\n  charge: charge,\n");
  });

  it("does not set a prototype", () => {
    expect(printTemplate(template('{ "__proto__": 1 }'), SCOPE)).toBe('{\n  ["__proto__"]: 1,\n}');
  });
});
