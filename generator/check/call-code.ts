import type { LinkedBranch, LinkedStep } from "../ir/linked.ts";
import { blockHasValue } from "../ir/linked.ts";
import type { SwitchStep } from "../ir/step.ts";
import { givenTypeText, typeText, write, writeSite } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";
import { undeclared } from "./elsewhere.ts";
import { writeInput } from "./input-code.ts";
import { keyRange } from "./key-range.ts";
import { inClosure, underCondition, withElsewhere, withNames } from "./name-scope.ts";
import type { Elsewhere, NameScope } from "./name-scope.ts";
import { lackOfValue } from "./names.ts";
import type { Site } from "./site.ts";
import type { BlockPlace, Writing } from "./writing.ts";

/** Appends what stands around a call, if anything does. */
type Wrap = ((writeInner: () => void) => void) | undefined;

/** Appends the statements that check a step's own call, of a `forEach` that of one item, and return it. */
export function writeCall(writing: Writing, linked: LinkedStep, scope: NameScope, wrap: Wrap): void {
  const { module } = writing;
  const { step, task, child, signal } = linked;
  const returns = (writeInner: () => void): void => {
    write(module, "return ");
    (wrap ?? ((inner) => inner()))(writeInner);
    write(module, ";\n");
  };
  switch (step.kind) {
    case "task": {
      const type = task && typeText(module, task.input, "undefined");
      writeInput(module, linked, "input", { name: step.task, declared: task, type }, step, scope);
      const output = task === undefined ? "any" : typeText(module, task.output, "void");
      writeCompensation(module, linked, output, scope);
      returns(() => write(module, `$task<${output}>()`));
      return;
    }
    case "workflow": {
      const type = child && givenTypeText(module, child.input, "undefined");
      writeInput(module, linked, "input", { name: step.workflow, declared: child, type }, step, scope);
      const output = child === undefined ? "any" : typeText(module, child.output, "void");
      writeCompensation(module, linked, output, scope);
      returns(() => write(module, `$child<${output}>()`));
      return;
    }
    case "value": {
      const at = keyRange(step.origin, "value") ?? step.value.origin.range;
      const label = `the value of \`${step.name}\``;
      const site: Site = { template: step.value, part: "value", label, at, step: linked };
      returns(() => writeSite(module, site, scope, "$value(", ")"));
      return;
    }
    case "sleep":
      returns(() => write(module, "$sleep()"));
      return;
    case "waitForSignal": {
      const payload = signal === undefined ? "any" : typeText(module, signal.payload, "unknown");
      const type = step.timeout === undefined ? payload : `(${payload}) | undefined`;
      returns(() => write(module, `$signal<${type}>()`));
      return;
    }
    case "group":
      writeInferred(writing, linked, scope, returns, () => writeGroup(writing, linked, scope));
      return;
    case "switch":
      if (wrap === undefined && step.compensate === undefined) {
        writeBranches(writing, linked, step, scope);
      } else {
        writeInferred(writing, linked, scope, returns, () => {
          write(module, "$switch(() => {\n");
          writeBranches(writing, linked, step, inClosure(scope));
          write(module, "})");
        });
      }
      return;
  }
}

/** Appends a call whose value is whatever comes out of it, and what compensates that. */
function writeInferred(
  { module }: Writing,
  linked: LinkedStep,
  scope: NameScope,
  returns: (writeInner: () => void) => void,
  writeInner: () => void,
): void {
  if (linked.step.compensate === undefined) {
    returns(writeInner);
    return;
  }
  write(module, "const $call = ");
  writeInner();
  write(module, ";\n");
  writeCompensation(module, linked, "$Outcome<typeof $call>", scope);
  returns(() => write(module, "$call"));
}

function writeGroup(writing: Writing, { step, group }: LinkedStep, scope: NameScope): void {
  if (group === undefined) {
    write(writing.module, "$task<any>()");
    return;
  }
  const at = keyRange(step.origin, "result") ?? step.nameRange;
  const label = `the result of \`${step.name}\``;
  writing.writeBlockCall(writing, group, { site: { part: "result", label, at, step: undefined }, otherwise: "steps" }, scope);
}

/** Appends the branches as plain conditions: each sees that those before it do not hold. */
function writeBranches(writing: Writing, linked: LinkedStep, step: SwitchStep, scope: NameScope): void {
  const { module } = writing;
  let inner = scope;
  for (const { branch, block } of linked.branches) {
    const place = branchPlace(branch, step);
    const { when } = branch;
    if (when !== undefined) {
      const label = `\`when\` of a branch of \`${step.name}\``;
      const site: Site = { template: when, part: "when", label, at: when.origin.range, step: linked };
      writeSite(module, site, inner, "if (", ") {\n");
      inner = underCondition(inner, when);
    }
    write(module, when === undefined ? "{\nreturn " : "return ");
    writing.writeBlockCall(writing, block, place, inner);
    write(module, ";\n}\n");
  }
  if (linked.branches.every(({ branch }) => branch.when !== undefined)) {
    write(module, step.forEach === undefined || step.compensate !== undefined ? "return undefined;\n" : "return $value(undefined);\n");
  }
}

function branchPlace({ origin }: LinkedBranch["branch"], { name, nameRange }: SwitchStep): BlockPlace {
  const at = keyRange(origin, "result") ?? nameRange;
  return { site: { part: "result", label: `the result of a branch of \`${name}\``, at, step: undefined }, otherwise: "steps" };
}

/** Appends the closure that compensates a call. */
function writeCompensation(module: CheckModule, linked: LinkedStep, output: string, scope: NameScope): void {
  const { step, compensateTask } = linked;
  const { compensate } = step;
  if (compensate === undefined) {
    return;
  }
  const inner = returnsSomething(linked)
    ? withNames(inClosure(scope), { output: "output" })
    : withElsewhere(inClosure(scope), { output: noOutputOf(linked) });
  write(module, `void ((output: ${output}) => {\n`);
  const type = compensateTask && typeText(module, compensateTask.input, "undefined");
  writeInput(module, linked, "compensate", { name: compensate.task, declared: compensateTask, type }, compensate, inner);
  write(module, "});\n");
}

/** True where one call of the step leaves something, whatever its `catch` may leave in its place. */
function returnsSomething({ task, child, group, branches, step }: LinkedStep): boolean {
  switch (step.kind) {
    case "task":
      return task === undefined || task.output !== undefined;
    case "workflow":
      return child === undefined || child.output !== undefined;
    case "group":
      return group === undefined || blockHasValue(group);
    case "switch":
      return branches.some(({ block }) => blockHasValue(block));
    default:
      return true;
  }
}

function noOutputOf(linked: LinkedStep): Elsewhere {
  const { step, task, child } = linked;
  const callee = task ?? child;
  return callee === undefined
    ? { reason: `\`${step.name}\` has no value: ${lackOfValue(linked)}`, wayOut: "give it a `result`" }
    : undeclared(callee.name, "output");
}
