import type { ArrayTemplate, ObjectTemplate, Template } from "../ir/template.ts";
import { fitsOnLine } from "../print/layout.ts";
import type { PrintScope } from "./parameters.ts";
import { literalText, writeExpression, writeMember, writeTemplateLiteral } from "./print.ts";
import { newSheet, segment } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";

/**
 * Prints a value of the spec as TypeScript: an object with a property a line, a short array of scalars on one line.
 *
 * @param indentation Columns before the line on which the value begins. The first line is not indented.
 */
export function printTemplate(template: Template, scope: PrintScope, indentation = 0): string {
  const sheet = newSheet();
  writeTemplate(sheet, template, scope, indentation);
  return sheet.text;
}

/** Appends a template, and notes what each stretch of it came from. */
export function writeTemplate(sheet: Sheet, template: Template, scope: PrintScope, indentation: number): void {
  segment(sheet, { kind: "template", template }, () => writeNode(sheet, template, scope, indentation));
}

function writeNode(sheet: Sheet, template: Template, scope: PrintScope, indentation: number): void {
  switch (template.kind) {
    case "literal":
      sheet.text += literalText(template.value);
      return;
    case "expression":
      writeExpression(sheet, template.expression, scope);
      return;
    case "text":
      writeTemplateLiteral(sheet, template.texts, template.expressions, scope);
      return;
    case "array":
      writeArray(sheet, template, scope, indentation);
      return;
    case "object":
      writeObject(sheet, template, scope, indentation);
      return;
  }
}

function writeArray(sheet: Sheet, { items }: ArrayTemplate, scope: PrintScope, indentation: number): void {
  const onOneLine = isShort(items, scope, indentation);
  const inner = indentation + 2;
  sheet.text += "[";
  for (const [index, item] of items.entries()) {
    const separator = index === 0 ? "" : ", ";
    sheet.text += onOneLine ? separator : lineBreak(inner);
    writeTemplate(sheet, item, scope, inner);
    sheet.text += onOneLine ? "" : ",";
  }
  sheet.text += onOneLine ? "]" : `${lineBreak(indentation)}]`;
}

function isShort(items: readonly Template[], scope: PrintScope, indentation: number): boolean {
  if (items.some(({ kind }) => kind === "array" || kind === "object")) {
    return false;
  }
  const joined = items.map((item) => printTemplate(item, scope)).join(", ");
  return fitsOnLine(`${" ".repeat(indentation)}[${joined}]`);
}

function writeObject(sheet: Sheet, { members }: ObjectTemplate, scope: PrintScope, indentation: number): void {
  const inner = indentation + 2;
  sheet.text += "{";
  for (const member of members) {
    sheet.text += lineBreak(inner);
    const name = member.value.kind === "expression" ? member.value.expression : undefined;
    writeMember(sheet, { kind: "templateKey", member }, member.key, name, scope, () =>
      writeTemplate(sheet, member.value, scope, inner),
    );
    sheet.text += ",";
  }
  sheet.text += members.length === 0 ? "}" : `${lineBreak(indentation)}}`;
}

function lineBreak(indentation: number): string {
  return `\n${" ".repeat(indentation)}`;
}
