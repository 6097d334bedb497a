import { camelCase } from "../ir/camel-case.ts";
import type { Expression } from "../ir/expression.ts";
import { printTemplate } from "../expressions/print-template.ts";
import type { PrintScope } from "../expressions/print.ts";
import { templateReferences } from "../expressions/references.ts";
import type { AttributeType, Program } from "../ir/program.ts";
import type { SensitiveRule } from "../ir/redaction.ts";
import type { Attribute } from "../ir/task.ts";
import type { ExpressionTemplate, ScalarTemplate } from "../ir/template.ts";
import { propertyKey, stringLiteral } from "../print/literal.ts";
import { safeIdentifier } from "../print/safe-identifier.ts";
import type { AttributeContext } from "./render.ts";

type ComputedAttribute = Extract<Attribute, { readonly kind: "computed" }>;

/** What the traced task calls the context of its run; `context` is OpenTelemetry's there. */
export const CONTEXT_CONSTANT = "flowContext";

/** What the traced task imports for sensitive attributes. */
const MASK = "REDACTED";
const HASH = "hashed";

/** Expressions of tasks know `input` and `output`, which the traced task has under these names. */
export function taskScope({ converted }: Program): PrintScope {
  return { step: (name) => name, name: nameInTask, converted, shorthand: true };
}

function nameInTask(name: string): string {
  return name === "context" ? CONTEXT_CONSTANT : name;
}

/** True if a template names a root: one that names `output` can only be computed once the task has returned. */
export function usesRoot(template: ScalarTemplate, root: "output" | "context"): boolean {
  return templateReferences(template).names.some(({ name }) => name === root);
}

/**
 * The attributes that generated code sets, in the order of the spec. `null` is no value of an attribute, and a sensitive
 * one that is to be dropped is not even computed.
 */
export function computedAttributes({ redaction }: Program, attributes: readonly Attribute[]): readonly ComputedAttribute[] {
  return attributes.filter(
    (attribute): attribute is ComputedAttribute =>
      attribute.kind === "computed" &&
      !(attribute.value.kind === "literal" && attribute.value.value === null) &&
      redaction.attributes.get(attribute) !== "drop",
  );
}

/**
 * The statements that set attributes on a span.
 *
 * @param taken Names that the function has already; those of new constants are added.
 */
export function attributeStatements(
  program: Program,
  attributes: readonly ComputedAttribute[],
  taken: Set<string>,
): readonly AttributeContext[] {
  return attributes.map((attribute) => {
    const name = stringLiteral(attribute.name);
    const value = printTemplate(attribute.value, taskScope(program));
    const { type, optional } = typeOf(program, attribute);
    const shown = (present: string): string => shownAs(program.redaction.attributes.get(attribute), present, type);
    if (!optional) {
      return { name, constant: undefined, initial: value, guard: undefined, value: shown(value) };
    }
    if (isPath(attribute.value)) {
      const present = printTemplate(withoutDoubt(attribute.value), taskScope(program));
      return { name, constant: undefined, initial: value, guard: value, value: shown(present) };
    }
    const words = camelCase(attribute.name);
    const constant = safeIdentifier(words, `${words}Value`, taken);
    taken.add(constant);
    return { name, constant, initial: value, guard: constant, value: shown(constant) };
  });
}

/** The members of an object of attributes; those that may be `undefined` are then left out of it. */
export function attributeMembers(
  program: Program,
  attributes: readonly ComputedAttribute[],
  scope: PrintScope,
): readonly string[] {
  return attributes.map((attribute) => {
    const { type, optional } = typeOf(program, attribute);
    const value = printTemplate(attribute.value, scope);
    const key = propertyKey(attribute.name);
    if (!optional) {
      return `${key}: ${copied(value, type)}`;
    }
    return isPath(attribute.value)
      ? `...(${value} !== undefined && { ${key}: ${copied(printTemplate(withoutDoubt(attribute.value), scope), type)} })`
      : `...((${value}) !== undefined && { ${key}: ${copied(value, type)} })`;
  });
}

/** What a computed attribute holds. Literals need no check, so they may be missing in what the checker found. */
export function typeOf(program: Program, attribute: ComputedAttribute): AttributeType {
  const known = program.attributeTypes.get(attribute);
  const literal = attribute.value.kind === "literal" ? typeof attribute.value.value : "string";
  return known ?? { type: literal === "number" || literal === "boolean" ? literal : "string", optional: false };
}

/** What stands on the span for a value; of a masked one nothing but that it is there. */
function shownAs(rule: SensitiveRule | undefined, value: string, type: AttributeType["type"]): string {
  switch (rule) {
    case "mask":
      return MASK;
    case "hash":
      return `${HASH}(${value})`;
    default:
      return copied(value, type);
  }
}

/** OpenTelemetry 1.9 types arrays as mutable and keeps the one it is given, so it gets one of its own. */
function copied(value: string, type: AttributeType["type"]): string {
  return type.startsWith("readonly ") ? `[...${value}]` : value;
}

/** True for `input.owner?.model`: short, and narrowed by a comparison with `undefined`. */
function isPath(template: ScalarTemplate): template is ExpressionTemplate {
  return template.kind === "expression" && isPathExpression(template.expression);
}

/** A path that is known to lead somewhere: `input.owner.model`. */
function withoutDoubt(template: ExpressionTemplate): ExpressionTemplate {
  const certain = (expression: Expression): Expression =>
    expression.kind === "member" || expression.kind === "index"
      ? { ...expression, object: certain(expression.object), optional: false }
      : expression;
  return { ...template, expression: certain(template.expression) };
}

function isPathExpression(expression: Expression): boolean {
  switch (expression.kind) {
    case "name":
      return true;
    case "member":
    case "index":
      return isPathExpression(expression.object);
    default:
      return false;
  }
}
