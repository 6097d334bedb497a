import type { LinkedWorkflow } from "../ir/linked.ts";
import type { Program } from "../ir/program.ts";
import type { SchemaUse } from "../ir/schema.ts";
import type { Workflow } from "../ir/workflow.ts";
import { fitsOnLine, list } from "../print/layout.ts";
import { objectOf, propertyKey, stringLiteral } from "../print/literal.ts";
import type { Module } from "../print/module.ts";
import { packageType } from "../print/symbol.ts";
import { usedContextInput } from "./context.ts";
import { hasScheduledInput } from "./schedules.ts";
import { scheduledInputOf, workflowOf } from "./symbols.ts";
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

/** The property of what `createClients` returns that is a workflow's client. */
export function printClient({ workflow: { name, schedule } }: LinkedWorkflow): string {
  const make = schedule === undefined ? "client" : "scheduledClient";
  const key = propertyKey(name);
  const access = key === name ? `.${name}` : `[${stringLiteral(name)}]`;
  return `${key}: engine.${make}(application.workflows${access})`;
}

/** The property of `application.workflows` that is a workflow, with what checks what comes from outside. */
export function printDefinition(program: Program, module: Module, linked: LinkedWorkflow, indentation: string): string {
  const { workflow, signals } = linked;
  const inner = `${indentation}  `;
  const ofInput = workflow.input && validatorOf(program, workflow.input);
  const loads = signals.flatMap(({ name, payload }) => {
    const validator = validatorOf(program, payload);
    return validator === undefined ? [] : [[name, printLoad(program, name, validator, `${inner}  `)] as const];
  });
  const definition = objectOf(
    {
      workflow: module.use(workflowOf(workflow)),
      input: ofInput && printLoad(program, "input", ofInput, inner),
      signals: loads.length === 0 ? undefined : objectOf(Object.fromEntries(loads), inner),
      scheduler: workflow.schedule && `() => import(${stringLiteral(`${RUNTIME}/schedule`)})`,
      scheduledInput: hasScheduledInput(workflow) ? printScheduledInput(program, workflow, inner) : undefined,
    },
    indentation,
  );
  return `${propertyKey(workflow.name)}: ${definition}`;
}

/** Loaded by whoever starts a schedule, or runs what it begins: callers need none of the user's code. */
function printScheduledInput({ importExtension }: Program, workflow: Workflow, indentation: string): string {
  const { name, from } = scheduledInputOf(workflow);
  return printImport("scheduledInput", `.${from}${importExtension}`, name, indentation);
}

function validatorOf({ validators }: Program, use: SchemaUse): string | undefined {
  return validators?.exportOf.get(use);
}

/**
 * A function that loads a validator, as the value of a property. Validators are loaded by the first run that needs
 * one: ajv's code is most of what would be loaded otherwise.
 */
export function printLoad({ importExtension }: Program, key: string, validator: string, indentation: string): string {
  return printImport(key, `./validators${importExtension}`, validator, indentation);
}

/** A function that loads what another module exports, as the value of a property. */
function printImport(key: string, module: string, exported: string, indentation: string): string {
  const load = `(await import(${stringLiteral(module)})).${exported}`;
  return fitsOnLine(`${indentation}${propertyKey(key)}: async () => ${load},`)
    ? `async () => ${load}`
    : `async () =>\n${indentation}  ${load}`;
}
