import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { documentation, singleLine } from "../../generator/print/comment.ts";
import { authorshipOf, withHeader } from "../../generator/print/header.ts";
import { braces, list } from "../../generator/print/layout.ts";
import { literal, numberLiteral, propertyKey, stringLiteral } from "../../generator/print/literal.ts";
import { createModule } from "../../generator/print/module.ts";
import { isUnsafe, safeIdentifier } from "../../generator/print/safe-identifier.ts";
import { packageType, packageValue } from "../../generator/print/symbol.ts";
import { renameInType } from "../../generator/print/type-text.ts";

function importsOf(names: readonly string[]): string {
  const module = createModule({ path: "generated/index.ts", importExtension: ".ts" });
  for (const name of names) {
    module.use(packageValue(name, "package"));
  }
  return module.imports();
}

describe("imports as symbols", () => {
  const path = "generated/tasks/charge-card.ts";

  it("imports what was asked for, once, in a fixed order", () => {
    const module = createModule({ path, importExtension: ".js" });
    module.useType({ text: "Order | Address", names: ["Order", "Address"] });
    module.use({ name: "tracer", from: "./generated/telemetry", kind: "value", alias: "x" });
    module.use({ name: "notify", from: "./tasks/notify", kind: "value", alias: "x" });
    module.use(packageValue("instrument", "@gen-flows/runtime"));
    module.use(packageType("Attempt", "@gen-flows/runtime"));
    module.use(packageValue("trace", "@opentelemetry/api"));
    module.use(packageValue("context", "@opentelemetry/api"));
    module.use(packageValue("trace", "@opentelemetry/api"));
    expect(module.imports()).toBe(
      [
        'import { context, trace } from "@opentelemetry/api";',
        'import { instrument } from "@gen-flows/runtime";',
        'import type { Attempt } from "@gen-flows/runtime";',
        'import { notify } from "../../tasks/notify.js";',
        'import { tracer } from "../telemetry.js";',
        'import type { Address, Order } from "../types.js";',
        "",
      ].join("\n"),
    );
  });

  it("imports a class that is also used as a type as a value", () => {
    const module = createModule({ path, importExtension: ".ts" });
    module.use(packageType("Task", "@gen-flows/runtime"));
    module.use(packageValue("Task", "@gen-flows/runtime"));
    expect(module.imports()).toBe('import { Task } from "@gen-flows/runtime";\n');
  });

  it("renames what the module declares itself, what is reserved, and what another import has", () => {
    const module = createModule({ path, declared: ["notify"], importExtension: ".ts" });
    expect(module.use({ name: "notify", from: "./a", kind: "value", alias: "notifyTask" })).toBe("notifyTask");
    expect(module.use({ name: "notify", from: "./b", kind: "value", alias: "notifyTask" })).toBe("notifyTask2");
    expect(module.use({ name: "delete", from: "./a", kind: "value", alias: "deleteTask" })).toBe("deleteTask");
    expect(module.useType({ text: "readonly Promise[]", names: ["Promise"] })).toBe("readonly PromiseType[]");
    expect(module.imports()).toContain("notify as notifyTask");
    expect(module.imports()).toContain("delete as deleteTask");
    expect(module.imports()).toContain("import type { Promise as PromiseType }");
  });

  it("breaks a statement that is longer than 80 columns, but never for one name", () => {
    const long = "x".repeat(40);
    expect(importsOf(["one", "two"])).toBe('import { one, two } from "package";\n');
    expect(importsOf([`${long}1`, `${long}2`])).toBe(`import {\n  ${long}1,\n  ${long}2,\n} from "package";\n`);
    expect(importsOf([long + long])).toBe(`import { ${long}${long} } from "package";\n`);
  });
});

describe("names", () => {
  it("keeps those that are free and replaces the others", () => {
    expect(safeIdentifier("fraud", "fraudStep", new Set())).toBe("fraud");
    expect(safeIdentifier("input", "inputStep", new Set(["input"]))).toBe("inputStep");
    expect(safeIdentifier("input", "inputStep", new Set(["input", "inputStep"]))).toBe("inputStep2");
    for (const name of ["Math", "undefined", "delete", "await", "let", "arguments", "Promise", "string"]) {
      expect(isUnsafe(name), name).toBe(true);
    }
  });

  it("replaces names in types, and no keys, strings or comments", () => {
    const renamed = new Map([["Task", "TaskType"]]);
    const type = '{ readonly Task: Task; Task?: "Task \\"Task" | Task[]; /** Task */ x: Tasks | [Task] }';
    expect(renameInType(type, renamed)).toBe(
      '{ readonly Task: TaskType; Task?: "Task \\"Task" | TaskType[]; /** Task */ x: Tasks | [TaskType] }',
    );
  });
});

describe("literals", () => {
  it.each([
    [9999, "9999"],
    [10_000, "10_000"],
    [86_400_000, "86_400_000"],
    [-123_456, "-123_456"],
    [12_345.5, "12345.5"],
    [1e21, "1e+21"],
    [0.1, "0.1"],
    [Infinity, "Infinity"],
  ])("prints the number %s", (value, text) => {
    expect(numberLiteral(value)).toBe(text);
  });

  it("prints strings that mean themselves", () => {
    for (const value of ['"', "\\", "\n", "\u2028", "\u0000", "\u007f", "\ufeff", "\ud800", "${x}", "*/"]) {
      const text = stringLiteral(value);
      expect(JSON.parse(text)).toBe(value);
      expect(text).toMatch(/^"[\u0020-\u007e]*"$/);
    }
  });

  it("quotes keys only where they need it", () => {
    expect([propertyKey("a1"), propertyKey("1a"), propertyKey("a.b"), propertyKey("__proto__")]).toEqual([
      "a1",
      '"1a"',
      '"a.b"',
      '["__proto__"]',
    ]);
  });

  it("prints data of any depth", () => {
    expect(literal({ a: [1, "b", null], c: {}, d: undefined, e: { f: true } })).toBe(
      '{\n  a: [1, "b", null],\n  c: {},\n  e: {\n    f: true,\n  },\n}',
    );
    expect(literal(["x".repeat(50), "y".repeat(50)])).toBe(`[\n  "${"x".repeat(50)}",\n  "${"y".repeat(50)}",\n]`);
  });
});

describe("layout", () => {
  it("joins a list of at most 80 columns", () => {
    expect(list("f(", ["a".repeat(76)], ");")).toBe(`f(${"a".repeat(76)});`);
    expect(list("f(", ["a".repeat(77)], ");")).toBe(`f(\n  ${"a".repeat(77)},\n);`);
    expect(list("  f(", ["a".repeat(77)], ");", { trailingComma: false })).toBe(`  f(\n    ${"a".repeat(77)}\n  );`);
    expect(list("f(", [], ")")).toBe("f()");
  });

  it("puts a member on a line", () => {
    expect(braces(["a: 1", "b"], "  ")).toBe("{\n    a: 1,\n    b,\n  }");
    expect(braces([])).toBe("{}");
  });
});

describe("comments", () => {
  it("end where they should", () => {
    expect(documentation("Ends */ here")).toBe("/** Ends *\\/ here */\n");
    expect(documentation("One.\r\n\n  Two.\u2028Three.  ")).toBe("/**\n * One.\n *\n *   Two.\n * Three.\n */\n");
    expect(documentation("  \n ")).toBe("");
    expect(documentation(undefined)).toBe("");
    expect(singleLine("a\nb\u2029c\u0000")).toBe("a b c");
  });

  it("give the compiler no directives", () => {
    expect(documentation("@ts-ignore @deprecated")).toBe("/** \\@ts-ignore @deprecated */\n");
  });
});

describe("the header", () => {
  const text = withHeader("export {};\n", "flows.json");

  it("names the spec and the digest of the rest", () => {
    const digest = createHash("sha256").update("export {};\n").digest("hex").slice(0, 16);
    expect(text).toBe(`// @generated by gen-flows from flows.json. Do not edit. ${digest}\nexport {};\n`);
  });

  it("tells who wrote the rest, whatever the line ends", () => {
    expect(authorshipOf(text)).toBe("intact");
    expect(authorshipOf(text.replaceAll("\n", "\r\n"))).toBe("intact");
    expect(authorshipOf(`${text}// mine\n`)).toBe("edited");
    expect(authorshipOf("export {};\n")).toBe("foreign");
    expect(authorshipOf("")).toBe("foreign");
  });

  it("stays one line whatever the spec is called", () => {
    expect(authorshipOf(withHeader("x\n", "a\nb.\u2028 Do not edit. 0123456789abcdef"))).toBe("intact");
  });
});
