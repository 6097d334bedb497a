import type { LinkedWorkflow } from "../ir/linked.ts";
import type { Program } from "../ir/program.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { fitsOnLine, list } from "../print/layout.ts";
import { objectOf, propertyKey, stringLiteral } from "../print/literal.ts";
import type { Module } from "../print/module.ts";
import { packageType } from "../print/symbol.ts";
import { usedContextInput } from "./context.ts";
import { workflowOf } from "./symbols.ts";
import { outputType, passedType } from "./types.ts";

const RUNTIME = "@gen-flows/runtime";

/** The member of `Flows` for a workflow: the type of its client, with what the spec declares for it. */
export function printClientType(program: Program, module: Module, linked: LinkedWorkflow): string {
  const { workflow } = linked;
  const client = workflow.schedule === undefined ? "WorkflowClient" : "ScheduledWorkflowClient";
  const head = `  readonly ${propertyKey(workflow.name)}: ${module.use(packageType(client, RUNTIME))}<`;
  const types = [passedType(program, workflow), outputType(program, workflow)].map(module.useType);
  const declared = printDeclared(program, module, linked);
  const member = list(head, declared === undefined ? types : [...types, declared], ">;", { trailingComma: false });
  // The interface puts its members two columns in.
  return `${member.replace(/^ {2}/gm, "")}\n`;
}

/** What the spec declares beside input and output, as a type; undefined where that is nothing. */
function printDeclared(program: Program, module: Module, { signals }: LinkedWorkflow): string | undefined {
  const context = usedContextInput(program, module);
  const payloads = signals.map(
    ({ name, payload }) => `readonly ${propertyKey(name)}: ${module.useType(program.types.inputTypeOf(payload))}`,
  );
  const members = [
    ...(context === undefined ? [] : [`readonly context: ${context}`]),
    ...(payloads.length === 0 ? [] : [typeLiteral("readonly signals: ", payloads, "      ")]),
  ];
  return members.length === 0 ? undefined : typeLiteral("", members, "    ");
}

/** An object type on one line if that fits, else a member a line. */
function typeLiteral(before: string, members: readonly string[], indentation: string): string {
  const onOneLine = `${before}{ ${members.join("; ")} }`;
  return fitsOnLine(`${indentation}${onOneLine};`)
    ? onOneLine
    : `${before}{\n${members.map((member) => `${indentation}  ${member};\n`).join("")}${indentation}}`;
}

/** The property of what `createFlows` returns that is a workflow's client. */
export function printClient(program: Program, module: Module, linked: LinkedWorkflow): string {
  const { workflow } = linked;
  const key = propertyKey(workflow.name);
  const value = module.use(workflowOf(workflow));
  const options = printOptions(program, linked);
  if (workflow.schedule === undefined) {
    return `${key}: engine.client(${value}${options === undefined ? "" : `, ${options("    ")}`})`;
  }
  // Cron is loaded by whoever starts a schedule, and by nobody else.
  const schedule = `() => import(${stringLiteral(`${RUNTIME}/schedule`)})`;
  const call = `${key}: engine.scheduledClient(`;
  return options === undefined
    ? list(`    ${call}`, [value, schedule], ")").trimStart()
    : `${call}\n      ${value},\n      ${schedule},\n      ${options("      ")},\n    )`;
}

/**
 * What checks what comes from outside.
 *
 * @returns For the indentation of the line on which the object begins; undefined where nothing is to be checked.
 */
function printOptions(
  program: Program,
  { workflow, signals }: LinkedWorkflow,
): ((indentation: string) => string) | undefined {
  const ofInput = workflow.input && validatorOf(program, workflow.input);
  const ofSignals = signals.flatMap(({ name, payload }) => {
    const validator = validatorOf(program, payload);
    return validator === undefined ? [] : [[name, validator] as const];
  });
  if (ofInput === undefined && ofSignals.length === 0) {
    return undefined;
  }
  return (indentation) => {
    const inner = `${indentation}  `;
    const loads = ofSignals.map(([name, validator]) => [name, printLoad(program, name, validator, `${inner}  `)] as const);
    return objectOf(
      {
        input: ofInput && printLoad(program, "input", ofInput, inner),
        signals: loads.length === 0 ? undefined : objectOf(Object.fromEntries(loads), inner),
      },
      indentation,
    );
  };
}

function validatorOf({ validators }: Program, use: SchemaUse): string | undefined {
  return validators?.exportOf.get(use);
}

/**
 * A function that loads a validator, as the value of a property. Validators are loaded by the first run that needs
 * one: ajv's code is most of what would be loaded otherwise.
 */
export function printLoad({ importExtension }: Program, key: string, validator: string, indentation: string): string {
  const load = `(await import("./validators${importExtension}")).${validator}`;
  return fitsOnLine(`${indentation}${propertyKey(key)}: async () => ${load},`)
    ? `async () => ${load}`
    : `async () =>\n${indentation}  ${load}`;
}
