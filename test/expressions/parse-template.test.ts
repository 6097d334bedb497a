import { describe, expect, it } from "vitest";
import { parseTemplate } from "../../generator/expressions/parse-template.ts";
import { printTemplate } from "../../generator/expressions/print-template.ts";
import { marks, parsed, scalar, SCOPE } from "./fixtures.ts";

describe("parseTemplate", () => {
  it("leaves scalars without an expression alone", () => {
    expect(parsed("plain text")).toMatchObject({ kind: "literal", value: "plain text" });
    expect(parseTemplate(scalar(3)).value).toMatchObject({ kind: "literal", value: 3 });
    expect(parseTemplate(scalar(null)).value).toMatchObject({ kind: "literal", value: null });
  });

  it("keeps the type of a string that is one expression", () => {
    expect(parsed("${ input.id }")).toMatchObject({
      kind: "expression",
      expression: { kind: "member", property: "id", propertyStart: 9, start: 3, end: 11 },
    });
  });

  it("splits texts around expressions", () => {
    expect(parsed("Order ${ input.id }: ${ 1 } parcel(s)")).toMatchObject({
      kind: "text",
      texts: ["Order ", ": ", " parcel(s)"],
    });
    expect(parsed(" ${ input.id }")).toMatchObject({ kind: "text", texts: [" ", ""] });
  });

  it.each([
    ["$${ x }", "${ x }"],
    ["a $${ x } b $${", "a ${ x } b ${"],
    ["$$${", "$${"],
  ])("reads %s as a text", (written, meant) => {
    expect(parsed(written)).toMatchObject({ kind: "literal", value: meant });
  });

  it("tells an escape from an expression behind an expression", () => {
    expect(parsed("${ a }$${ b }")).toMatchObject({ kind: "text", texts: ["", "${ b }"] });
    expect(parsed("$${${ a }")).toMatchObject({ kind: "text", texts: ["${", ""] });
  });

  it.each([
    ["${ { a: { b: 1 } } }", "{ a: { b: 1 } }"],
    ["${ '}' }", '"}"'],
    ["${ `${ `}` }}` }", '`${"}"}}`'],
    ["${ a /* } */ }", "a"],
    ["${ a // }\n }", "a"],
    ["${ a / b / c }", "a / b / c"],
    ["${ steps['charge'].id }", "charge.id"],
  ])("finds the end of %s", (text, printed) => {
    expect(printTemplate(parsed(text), SCOPE)).toBe(printed);
  });

  it.each([
    ["${ input.id", "GF4102", "${"],
    ["a ${ input.id", "GF4102", "${"],
    ["${ 'abc }", "GF4103", "'abc }"],
    ["${ `abc }", "GF4103", "`abc }"],
    ["${ /* }", "GF4102", "${"],
    ["${ }", "GF4104", "${ }"],
    ["${}", "GF4104", "${}"],
    ["${ a + }", "GF4101", "}"],
    ["${ (a }", "GF4101", "}"],
    ["${ a b }", "GF4101", "b"],
    ["${ a) }", "GF4101", ")"],
    ["${ a; b }", "GF4101", ";"],
    ["${ if (a) b }", "GF4101", "if"],
    ["${ a ? b }", "GF4101", "}"],
    ["${ -a ** 2 }", "GF4101", "-a"],
    ["${ 010 }", "GF4101", "010"],
    ["${ a ?? b || c }", "GF4101", "a ?? b || c"],
  ])("reports %s", (text, code, marked) => {
    expect(marks(parseTemplate(scalar(text)).diagnostics)).toEqual([[code, marked]]);
  });

  it("rewords what the compiler says", () => {
    const [diagnostic] = parseTemplate(scalar("${ (a }")).diagnostics;
    expect(diagnostic?.message).toBe("`)` is missing here");
  });

  it("reads what stands behind an expression that is wrong", () => {
    const { value, diagnostics } = parseTemplate(scalar("${ a + } and ${ a = 1 } and ${ b }"));
    expect(marks(diagnostics)).toEqual([
      ["GF4101", "}"],
      ["GF4209", "="],
    ]);
    expect(value).toMatchObject({ expressions: [{ kind: "invalid" }, { kind: "invalid" }, { kind: "name" }] });
  });
});
