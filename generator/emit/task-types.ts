import type { Program } from "../ir/program.ts";
import type { Attribute, Task } from "../ir/task.ts";
import { documentation } from "../print/comment.ts";
import { printInterface } from "../print/interface.ts";
import { indent } from "../print/layout.ts";
import { propertyKey } from "../print/literal.ts";
import type { Module } from "../print/module.ts";
import { typeOf } from "./attributes.ts";
import { usedContext } from "./context.ts";
import type { TaskTypes } from "./render.ts";
import { taskNames } from "./symbols.ts";

/** Prints what the spec declares for the handler of a task. */
export function taskTypes(program: Program, module: Module, task: Task): TaskTypes {
  const names = taskNames(task);
  const declared = [
    { slot: "attributes", name: names.attributes, properties: attributeProperties(program, module, task.span.attributes) },
    { slot: "events", name: names.events, properties: eventProperties(program, module, task) },
    { slot: "errors", name: names.errors, properties: errorProperties(program, module, task) },
  ].filter(({ properties }) => properties.length > 0);
  const context = usedContext(program, module);
  const slots = [...(context === undefined ? [] : [{ slot: "context", name: context }]), ...declared].map(
    ({ slot, name }) => `  readonly ${slot}: ${name};\n`,
  );
  return {
    task: slots.length === 0 ? "Task" : `Task<{\n${slots.join("")}}>`,
    interfaces: declared.map(({ name, properties }) => printInterface(name, properties)),
  };
}

/** The events of a task, each with its attributes. */
function eventProperties(program: Program, module: Module, task: Task): readonly string[] {
  return task.events.map(({ name, attributes }) => {
    const members = attributeProperties(program, module, attributes);
    return `readonly ${propertyKey(name)}: ${members.length === 0 ? "undefined" : `{\n${indent(members.join(""))}}`};\n`;
  });
}

/** The errors that a task declares, each with the type of its data. */
function errorProperties(program: Program, module: Module, task: Task): readonly string[] {
  return task.errors.map(({ name, description, data }) => {
    const type = data === undefined ? "undefined" : module.useType(program.types.typeOf(data));
    return `${documentation(description)}readonly ${propertyKey(name)}: ${type};\n`;
  });
}

/** The attributes that a handler may set, those of generated code included. */
function attributeProperties(program: Program, module: Module, attributes: readonly Attribute[]): readonly string[] {
  return attributes.map((attribute) => {
    const type =
      attribute.kind === "declared"
        ? module.useType(program.types.inline(attribute.schema))
        : typeOf(program, attribute).type;
    return `readonly ${propertyKey(attribute.name)}: ${type};\n`;
  });
}
