import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import { CASES, specOf } from "./cases.ts";
import { emit } from "./emitting.ts";

const codes = CASES.map((each) => emit({ ...specOf(each), inputs: { Input: { $ref: "#/schemas/T" } } }).code);

/** Every node of the types of all cases. */
const nodes = codes.flatMap((code) => {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("types.ts", code, ts.ScriptTarget.ES2022, true));
  return found;
});

function isReadonly({ modifiers }: ts.PropertySignature | ts.IndexSignatureDeclaration): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) ?? false;
}

function isBelowReadonly({ parent }: ts.Node): boolean {
  return ts.isRestTypeNode(parent) || (ts.isTypeOperatorNode(parent) && parent.operator === ts.SyntaxKind.ReadonlyKeyword);
}

function textOf(node: ts.Node): string {
  return node.getText();
}

describe("types of all cases", () => {
  it("are readonly, down to properties, indexes, lists and tuples", () => {
    const members = nodes.filter((node) => ts.isPropertySignature(node) || ts.isIndexSignatureDeclaration(node));
    expect(members.length).toBeGreaterThan(50);
    expect(members.filter((member) => !isReadonly(member)).map(textOf)).toEqual([]);

    const lists = nodes.filter((node) => ts.isArrayTypeNode(node) || ts.isTupleTypeNode(node));
    expect(lists.length).toBeGreaterThan(20);
    expect(lists.filter((list) => !isBelowReadonly(list)).map(textOf)).toEqual([]);
  });

  it("are aliases: no interface, no enum, no class, no any", () => {
    const statements = nodes.filter((node) => ts.isStatement(node)).map(({ kind }) => ts.SyntaxKind[kind]);
    expect([...new Set(statements)]).toEqual(["TypeAliasDeclaration"]);
    expect(nodes.filter(({ kind }) => kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  it("have an index signature of unknown only where no property is described", () => {
    const indexed = nodes.filter((node) => ts.isIndexSignatureDeclaration(node) && node.type.kind === ts.SyntaxKind.UnknownKeyword);
    expect(indexed.length).toBeGreaterThan(0);
    const objects = indexed.map(({ parent }) => parent as ts.TypeLiteralNode);
    expect(objects.filter(({ members }) => members.length > 1).map(textOf)).toEqual([]);
  });
});

describe("a named type", () => {
  it("is documented as its schema is", () => {
    const { code } = emit({
      schemas: {
        Currency: { enum: ["EUR", "USD"], description: "ISO 4217, */ and all that.", deprecated: true, examples: ["EUR"] },
        At: { type: "string", format: "date-time" },
      },
    });
    expect(code).toBe(`/** @format date-time */
export type At = string;

/**
 * ISO 4217, *\\/ and all that.
 *
 * @deprecated
 * @example "EUR"
 */
export type Currency = "EUR" | "USD";
`);
  });

  it("is checked against whoever passes nothing that it knows, unless it has no type", () => {
    const properties = { note: { type: "string" } };
    const { code } = emit({ schemas: { Typed: { type: "object", properties }, Untyped: { anyOf: [{ type: "null" }, { properties }] } } });
    expect(code).toContain("export type Typed = {\n  readonly note?: string | undefined;\n};");
    expect(code).toContain("readonly note?: string | undefined;\n    } & object");
  });
});
