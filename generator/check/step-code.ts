import type { LinkedStep } from "../ir/linked.ts";
import type { Step } from "../ir/step.ts";
import { childNode } from "../source/pointer.ts";
import { writeCall } from "./call-code.ts";
import { writeCatch } from "./catch-code.ts";
import { write, writeSite } from "./check-module.ts";
import { inClosure, itemIdentifier, stepIdentifier, underCondition, withElsewhere, withNames } from "./name-scope.ts";
import type { Elsewhere, NameScope } from "./name-scope.ts";
import type { Site } from "./site.ts";
import type { Writing } from "./writing.ts";

/**
 * Appends one step, nested as it will be in generated code, since TypeScript narrows by that: a closure for the step,
 * in it the condition around all, a closure for the items of a `forEach`, and one for each group and `compensate`.
 */
export function writeStep(writing: Writing, linked: LinkedStep, around: NameScope): void {
  const { module } = writing;
  const { step } = linked;
  const scope = { ...inClosure(around), isOpen: around.isOpen || isWithoutItem(step) };
  write(module, `const ${stepIdentifier(step.name)} = $step(() => {\n`);
  if (step.when === undefined) {
    writeBody(writing, linked, scope);
  } else {
    const label = `\`when\` of \`${step.name}\``;
    const site: Site = { template: step.when, part: "when", label, at: step.when.origin.range, step: linked };
    writeSite(module, site, withoutItem(linked, scope, IN_WHEN), "if (", ") {\n");
    writeBody(writing, linked, underCondition(scope, step.when));
    write(module, "}\nreturn undefined;\n");
  }
  write(module, "});\n");
}

/** True for a `forEach` that is not written well enough to know its items. */
function isWithoutItem({ origin, forEach }: Step): boolean {
  return forEach === undefined && childNode(origin, "forEach") !== undefined;
}

/** Appends what the step does once its condition holds. */
function writeBody(writing: Writing, linked: LinkedStep, scope: NameScope): void {
  const { module } = writing;
  const { forEach, catches } = linked.step;
  if (forEach === undefined) {
    const wrap = (writeInner: () => void): void => writeCaught(writing, linked, scope, writeInner);
    writeCall(writing, linked, scope, catches.length === 0 ? undefined : wrap);
    return;
  }
  write(module, "return ");
  writeCaught(writing, linked, scope, () => writeForEach(writing, linked, scope));
  write(module, ";\n");
}

/** Appends a call, and around it the handler of its errors, if the step has one. */
function writeCaught(writing: Writing, linked: LinkedStep, scope: NameScope, writeInner: () => void): void {
  if (linked.step.catches.length === 0) {
    writeInner();
    return;
  }
  write(writing.module, "$catch(");
  writeInner();
  write(writing.module, ", ");
  writeCatch(writing, linked, withoutItem(linked, scope, IN_CATCH));
  write(writing.module, ")");
}

function writeForEach(writing: Writing, linked: LinkedStep, scope: NameScope): void {
  const { module } = writing;
  const { forEach, name } = linked.step;
  if (forEach === undefined) {
    return;
  }
  const { items, as, onError } = forEach;
  const item = itemIdentifier(as.name);
  const label = `\`items\` of \`${name}\``;
  const site: Site = { template: items, part: "items", label, at: items.origin.range, step: linked };
  const each = onError === "collect" ? "$collect" : "$forEach";
  const outer = withoutItem(linked, scope, IN_ITEMS);
  writeSite(module, site, outer, `${each}(`, `, (${item}, index) => {\n`);
  writeCall(writing, linked, withNames(inClosure(scope), { [as.name]: item, index: "index" }), undefined);
  write(module, "})");
}

const IN_WHEN: Elsewhere = {
  reason: "`when` decides about the whole step, before its items",
  wayOut: "leave items out in `items`, with `filter`, or make the step a `switch`: the `when` of a branch knows the item",
};

const IN_ITEMS: Elsewhere = {
  reason: "`items` is read before there is an item",
  wayOut: "name what the items are taken from",
};

const IN_CATCH: Elsewhere = {
  reason: "`catch` is about the whole step, not about one item",
  wayOut: "to handle the failure of one item, give the `forEach` to a group, and the `catch` to a step in it",
};

/** A scope that says why a part of the step does not know the item. */
function withoutItem({ step: { forEach } }: LinkedStep, scope: NameScope, why: Elsewhere): NameScope {
  return forEach === undefined ? scope : withElsewhere(scope, { [forEach.as.name]: why, index: why });
}
