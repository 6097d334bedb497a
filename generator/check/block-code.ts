import type { LinkedBlock } from "../ir/linked.ts";
import { hasValue } from "../ir/linked.ts";
import { propertyKey } from "../print/literal.ts";
import { write, writeSite } from "./check-module.ts";
import { inBlock, inClosure, stepIdentifier, stepScopes } from "./name-scope.ts";
import type { NameScope } from "./name-scope.ts";
import { writeStep } from "./step-code.ts";
import type { BlockPlace, Writing } from "./writing.ts";

/** Appends the steps of a block. */
export function writeSteps(writing: Writing, block: LinkedBlock, scope: NameScope): void {
  const scopes = stepScopes(scope, block);
  for (const [index, step] of block.steps.entries()) {
    writeStep(writing, step, scopes[index] ?? scope);
  }
}

/** Appends a group, or just the value of a block without steps. */
export function writeBlockCall(writing: Writing, linked: LinkedBlock, { site, otherwise }: BlockPlace, outer: NameScope): void {
  const { module } = writing;
  const { origin, result } = linked.block;
  if (origin === undefined) {
    if (result === undefined) {
      write(module, "$value(undefined)");
    } else {
      writeSite(module, { ...site, template: result }, outer, "$value(", ")");
    }
    return;
  }
  const scope = inClosure(outer);
  write(module, "$group(() => {\n");
  writeSteps(writing, linked, scope);
  if (result !== undefined) {
    writeSite(module, { ...site, template: result }, inBlock(inClosure(scope), linked), "return $result(() => {\nreturn ", ";\n});\n");
  } else if (otherwise === "steps") {
    write(module, recordOf(linked));
  }
  write(module, "})");
}

/** The values of the steps that have one, in the order of the spec; nothing where none has. */
function recordOf({ block, steps }: LinkedBlock): string {
  const valued = new Set(steps.filter(hasValue).map(({ step }) => step));
  const members = block.steps
    .filter((step) => valued.has(step))
    .map(({ name }) => `${propertyKey(name)}: ${stepIdentifier(name)}`);
  return members.length === 0 ? "" : `return $result(() => ({ ${members.join(", ")} }));\n`;
}
