import { tmpdir } from "node:os";
import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";

/** Expressions that mean nothing else than they seem to. */
const ACCEPTED: readonly string[] = [
  "input.id /* } */",
  "input.id // }\n",
  "'*/' + input.id /* '*/",
  "`${ `${ `${ input.id }` }` }`",
  "'\u2028' + input.id",
  "`\u2028${input.id}\r\n`",
  "'\\u2028\\0\\x60' + input.id + '${input.id}'",
  "inp\\u0075t.id",
  "input.\\u{69}d",
  "input['\\x69d']",
  "'\ud800' + input.id",
  "-(-input.n) - -1",
  "input.n < -input.n",
  "input.list.map((toString) => toString)",
  "input.list.map((hasOwnProperty, valueOf) => [hasOwnProperty, valueOf])",
  "input.list.map((flow) => flow + workflow.id)",
  "'); globalThis.hacked = 1; (' + input.id",
  "'</script><!--' + input.id",
  `${"(".repeat(90)}input.id${")".repeat(90)}`,
  "input.list.map(a => input.list.map(b => input.list.map(c => input.list.map(d => [a, b, c, d]))))",
];

/** Expressions that try to be more than that, or are larger than any. */
const REFUSED: readonly string[] = [
  "`${ ",
  "input.id); hacked(); (",
  "input.id; hacked()",
  "input.id\u2028hacked()",
  "input.c\\u006fnstructor",
  "input['const' + 'ructor']",
  "input['\\u0063onstructor']",
  "{ ['__proto__']: input }",
  "{ get id() { return hacked } }",
  "import('fs')",
  "import.meta.url",
  "new.target",
  "String.raw`a`",
  "input.n <!-- input.n",
  "input.#id",
  "<any>input",
  "@hacked class {}",
  "(input.n = 1)",
  "__defineGetter__('id', x => 1)",
  "steps.toString",
  "input.id\0",
  "\ud800",
  "i\u200dnput.id",
  "\u0456nput.id",
  "/a}/",
  `${"(".repeat(5000)}input.id${")".repeat(5000)}`,
  `${"[".repeat(5000)}${"]".repeat(5000)}`,
  `${"`${".repeat(5000)}1${"}`".repeat(5000)}`,
  `${"{ a: ".repeat(5000)}1${" }".repeat(5000)}`,
  `${"(x => ".repeat(5000)}1${")".repeat(5000)}`,
  `${"!".repeat(5000)}input.id`,
  `${"- ".repeat(2000)}input.n`,
  `input${".id".repeat(5000)}`,
  `${"input.n ? ".repeat(5000)}1`,
  `input.id${" + input.id".repeat(300)}`,
  "<".repeat(5000),
  `'${"x".repeat(1_000_000)}'`,
  `${" ".repeat(1_000_000)}input.id`,
  `'${"\\".repeat(1_000_000)}`,
  "`".repeat(1_000_001),
];

test.each(ACCEPTED)("%j is printed as what it is", (code) => {
  const { problems, text } = compiled(`\${ ${code} }`);
  expect(problems).toEqual([]);
  expect(kindsOf(returned(text))).toEqual(kindsOf(expressionIn(code)));
});

test.each(REFUSED.map((code) => [code.slice(0, 40), code] as const))("%j is refused where it stands", (_, code) => {
  const { problems, places } = compiled(`\${ ${code} }`);
  expect(problems).not.toEqual([]);
  expect(places).not.toContain(undefined);
});

test("texts with very many holes, and very long texts, take no time to speak of", () => {
  // Were a hole to cost as much as the text is long, these would take minutes.
  expect(compiled("${ input.id }".repeat(20_000)).problems).toEqual([]);
  expect(compiled("${ nope }".repeat(20_000)).problems).toHaveLength(20_000);
  for (const text of ["${ ".repeat(100_000), `${"\n".repeat(1_000_000)}\${ nope }`]) {
    expect(compiled(text).problems).not.toEqual([]);
  }
  for (const text of ["$${".repeat(300_000), `${"$".repeat(1_000_000)}{ input.id }`, `${"x".repeat(1_000_000)}\${ input.id }`]) {
    expect(compiled(text).problems).toEqual([]);
  }
});

/** What becomes of a template that is the result of a workflow. */
function compiled(result: string): { readonly problems: readonly string[]; readonly places: readonly unknown[]; readonly text: string } {
  const input = {
    type: "object",
    required: ["id", "n", "list"],
    properties: { id: { type: "string" }, n: { type: "number" }, list: { type: "array", items: { type: "string" } } },
  };
  const spec = { specVersion: 1, name: "one", version: "1.0.0", workflows: { main: { input, output: {}, steps: {}, result } }, telemetry: { provider: "none" } };
  const { value, diagnostics } = compile({ specs: ["-"], stdin: JSON.stringify(spec), cwd: tmpdir() });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return {
    problems: errors.map(({ code, message }) => `${code} ${message}`),
    places: errors.map(({ at }) => at),
    text: value[0]?.files.find(({ path }) => path === "generated/workflows/main.ts")?.text ?? "",
  };
}

/** What the innermost `return` of a workflow's module returns: its result. */
function returned(text: string): ts.Node {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) {
      found.push(node.expression);
    }
    node.forEachChild(visit);
  };
  visit(parsed(text));
  return found.at(-1) as ts.Node;
}

function expressionIn(code: string): ts.Node {
  const [statement] = parsed(`(${code}\n)`).statements;
  return (statement as ts.ExpressionStatement).expression;
}

function parsed(text: string): ts.SourceFile {
  const file = ts.createSourceFile("main.ts", text, ts.ScriptTarget.Latest, true);
  expect((file as unknown as { readonly parseDiagnostics: readonly unknown[] }).parseDiagnostics).toEqual([]);
  return file;
}

/** Kinds of nodes, without parentheses, and with all texts alike. */
function kindsOf(node: ts.Node): readonly string[] {
  if (ts.isParenthesizedExpression(node)) {
    return kindsOf(node.expression);
  }
  const kind = ts.isStringLiteralLike(node) ? "text" : (ts.SyntaxKind[node.kind] ?? "");
  const inner: string[] = [];
  node.forEachChild((child) => {
    inner.push(...kindsOf(child));
  });
  return [kind, ...inner];
}
