import { describe, expect, it } from "vitest";
import type { Expression } from "../../generator/ir/expression.ts";
import { printExpression } from "../../generator/expressions/print.ts";
import type { PrintScope } from "../../generator/expressions/print.ts";
import { expression, SCOPE } from "./fixtures.ts";

const at = { start: 0, end: 0 };
const name = (text: string): Expression => ({ kind: "name", name: text, ...at });

describe("printExpression", () => {
  it.each([
    ["steps.charge.paymentId", "charge.paymentId"],
    ["steps.charge?.paymentId", "charge?.paymentId"],
    ["workflow.id + workflow.startedAt", "flow.id + flow.startedAt"],
    ["steps.a===undefined?'x':\"y\"", 'a === undefined ? "x" : "y"'],
    ["(steps.shipments??[]).map(s=>s.trackingNumber)", "(shipments ?? []).map((s) => s.trackingNumber)"],
    ["(a+b)*c", "(a + b) * c"],
    ["((a))", "((a))"],
    ["{a:1,'b c':[1,...x],input}", '{ a: 1, "b c": [1, ...x], input: input }'],
    ["xs.map(x=>({id:x}))", "xs.map((x) => ({ id: x }))"],
    ["- -a + !!b", "- -a + !!b"],
    ["typeof a==='string'", 'typeof a === "string"'],
    ["input.fields['total amount']?.[0]", 'input.fields["total amount"]?.[0]'],
    ["1..toFixed(2)", "(1).toFixed(2)"],
    ["0x1F+1_000_000", "31 + 1_000_000"],
    ["`a${ b }\\`\\${`", "`a${b}\\`\\${`"],
    ["'\\u2028\\n\"\\ud800'", '"\\u2028\\n\\"\\ud800"'],
    ["'</script>'", '"</script>"'],
    ["a?.b(1)?.(2)", "a?.b(1)?.(2)"],
    ["(a?.b).c", "(a?.b).c"],
  ])("prints %s", (code, printed) => {
    expect(printExpression(expression(code), SCOPE)).toBe(printed);
  });

  it.each([
    ["xs.map(charge => charge.id + steps.charge.id)", "xs.map((charge_) => charge_.id + charge.id)"],
    ["xs.map(flow => flow.id + workflow.id)", "xs.map((flow_) => flow_.id + flow.id)"],
    ["xs.map((a, a_) => a + a_ + steps.a)", "xs.map((a__, a_) => a__ + a_ + a)"],
    ["xs.map(a => ys.map(b => a + b + steps.b))", "xs.map((a) => ys.map((b_) => a + b_ + b))"],
    ["xs.map(a => ys.map(a_ => a + a_ + steps.a))", "xs.map((a_) => ys.map((a__) => a_ + a__ + a))"],
    ["xs.map(charge => charge.id)", "xs.map((charge) => charge.id)"],
  ])("keeps a parameter from capturing a name: %s", (code, printed) => {
    expect(printExpression(expression(code), SCOPE)).toBe(printed);
  });

  it("keeps a parameter from capturing what a root is a part of", () => {
    const scope: PrintScope = { ...SCOPE, name: (root) => (root === "context" ? "flow.context" : root) };
    const code = "xs.map(flow => flow.id + context.region)";
    expect(printExpression(expression(code), scope)).toBe("xs.map((flow_) => flow_.id + flow.context.region)");
  });

  it.each([
    ["{ charge: steps.charge, input: input, id: input.id, 'a b': a, flow: workflow }", "{ charge, input, id: input.id, \"a b\": a, flow }"],
    ["{ charge: (steps.charge), undefined: undefined, true: true, null: null }", "{ charge: (charge), undefined: undefined, true: true, null: null }"],
    ["xs.map(id => ({ id: id }))", "xs.map((id) => ({ id }))"],
  ])("writes properties in short where the scope wants that: %s", (code, printed) => {
    expect(printExpression(expression(code), { ...SCOPE, shorthand: true })).toBe(printed);
  });

  it("never leaves out the conversion to a text", () => {
    const object = expression("{ count: count }");
    const [count] = object.kind === "object" ? object.members : [];
    const converted = new Set(count === undefined ? [] : [count.value]);
    expect(printExpression(object, { ...SCOPE, shorthand: true, converted })).toBe("{ count: String(count) }");
  });

  it.each<[string, Expression]>([
    ["(a + b) * c", binary("*", binary("+", name("a"), name("b")), name("c"))],
    ["a - (b - c)", binary("-", name("a"), binary("-", name("b"), name("c")))],
    ["a ?? (b || c)", binary("??", name("a"), binary("||", name("b"), name("c")))],
    ["(-a) ** b", binary("**", { kind: "unary", operator: "-", operand: name("a"), ...at }, name("b"))],
    ["(a + b).c", { kind: "member", object: binary("+", name("a"), name("b")), optional: false, property: "c", propertyStart: 0, ...at }],
    ["(a ? b : c) ? d : e", conditional(conditional(name("a"), name("b"), name("c")), name("d"), name("e"))],
  ])("adds the parentheses that %s needs", (printed, built) => {
    expect(printExpression(built, SCOPE)).toBe(printed);
  });
});

function binary(operator: "+" | "-" | "*" | "**" | "??" | "||", left: Expression, right: Expression): Expression {
  return { kind: "binary", operator, left, right, ...at };
}

function conditional(condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression {
  return { kind: "conditional", condition, whenTrue, whenFalse, ...at };
}
