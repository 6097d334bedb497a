import { ts } from "ts-morph";

const FUNCTIONS: ReadonlySet<string> = new Set(["test", "it", "describe"]);

/**
 * What the tests and groups of a file are called. A title with holes (`${seed}`, or `%s` and `$name` of `test.each`)
 * stands for whatever they are filled with; one that is nothing but holes names nothing.
 */
export function testTitles(text: string): readonly RegExp[] {
  const file = ts.createSourceFile("file.test.ts", text, ts.ScriptTarget.ESNext, false);
  const titles: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && FUNCTIONS.has(rootOf(node.expression))) {
      const [title] = node.arguments;
      titles.push(...(title === undefined ? [] : patternsOf(title)));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return titles;
}

/** `test` of `test.skipIf(…)(…)`. */
function rootOf(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) {
    return callee.text;
  }
  return ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee) ? rootOf(callee.expression) : "";
}

function patternsOf(title: ts.Expression): readonly RegExp[] {
  if (ts.isStringLiteralLike(title)) {
    return patternOf(title.text.split(/%[sdifjoc#]|\$[\w.]+/));
  }
  if (ts.isTemplateExpression(title)) {
    return patternOf([title.head.text, ...title.templateSpans.map((span) => span.literal.text)]);
  }
  return [];
}

/** Matches the parts of a title with anything in between. */
function patternOf(parts: readonly string[]): readonly RegExp[] {
  const pattern = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join(".+");
  return parts.some((part) => /\p{L}/u.test(part)) ? [new RegExp(`^${pattern}$`, "u")] : [];
}
