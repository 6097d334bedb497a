import type { Template } from "../ir/template.ts";
import { expressionFlow } from "./expression-flow.ts";
import type { FlowScope } from "./flow-scope.ts";
import { arrayOf, either, flat, HARMLESS, labelWithin } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";

/** What a value of the spec may hold once its expressions are computed. */
export function templateFlow(template: Template | undefined, scope: FlowScope): FlowValue {
  switch (template?.kind) {
    case undefined:
    case "literal":
      return HARMLESS;
    case "expression":
      return expressionFlow(template.expression, scope);
    case "text":
      return either(...template.expressions.map((part) => flat(labelWithin(expressionFlow(part, scope), scope.labels))));
    case "array":
      return either(...template.items.map((item) => arrayOf(templateFlow(item, scope))));
    case "object":
      return { ...HARMLESS, members: new Map(template.members.map(({ key, value }) => [key, templateFlow(value, scope)])) };
  }
}
