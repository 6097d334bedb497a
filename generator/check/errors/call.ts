import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { expressionAt, rangeOf, textOf } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { describe, errorsIn, isAny, isError } from "../type-facts.ts";

/** A call with too many or too few arguments. */
export function explainArguments(finding: Finding): Diagnostic | undefined {
  const { typescript, checker, nodeOf } = finding.inspection;
  const call = expressionAt(finding, "call");
  const node = call && nodeOf(call);
  if (call === undefined || node === undefined || !typescript.isCallExpression(node)) {
    return undefined;
  }
  const name = call.callee.kind === "member" ? call.callee.property : textOf(finding, call.callee);
  const signature = checker.getResolvedSignature(node);
  return report("GF4019", rangeOf(finding, call), {
    callee: name,
    signature: signature === undefined ? `${name}()` : name + withoutUndefined(checker.signatureToString(signature)),
    given: call.arguments.length,
  });
}

/** `?` says it already. */
function withoutUndefined(signature: string): string {
  return signature.replaceAll(/(\?: [^,)]*?) \| undefined/g, "$1");
}

/** Data that is called. */
export function explainNotCallable(finding: Finding): Diagnostic | undefined {
  const call = expressionAt(finding, "call");
  const type = call && finding.inspection.typeOf(call.callee);
  if (call === undefined || type === undefined || isAny(type, finding.inspection)) {
    return undefined;
  }
  return report("GF4018", rangeOf(finding, call.callee), {
    value: textOf(finding, call.callee),
    given: describe(type, finding.inspection),
  });
}

/** A property of a value about which nothing is said. */
export function explainUnknown(finding: Finding): Diagnostic | undefined {
  const expression = expressionAt(finding);
  if (expression === undefined) {
    return undefined;
  }
  const { inspection } = finding;
  const object = expression.kind === "member" && expression.property === "data" ? inspection.typeOf(expression.object) : undefined;
  const isOfError = object !== undefined && isError(object, inspection);
  const untold = object === undefined ? [] : errorsIn(object, inspection).filter(({ brings }) => brings === "anything");
  const errors = untold.map(({ name }) => name);
  return report("GF4023", rangeOf(finding, expression), { value: textOf(finding, expression), isOfError, errors });
}

/** A spread of something that has no items or properties. */
export function explainSpread(finding: Finding): Diagnostic | undefined {
  const expression = expressionAt(finding);
  const node = expression && finding.inspection.nodeOf(expression);
  if (expression === undefined || node === undefined) {
    return undefined;
  }
  const into = finding.inspection.typescript.isSpreadAssignment(node.parent) ? "object" : "array";
  return report("GF4027", rangeOf(finding, expression), { value: textOf(finding, expression), into });
}
