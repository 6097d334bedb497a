import type { OutputFile, Program, TypeReference } from "../ir/program.ts";
import type { ContextEntry } from "../ir/context-entry.ts";
import { documentation } from "../print/comment.ts";
import { printInterface } from "../print/interface.ts";
import { propertyKey } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { fileOf, generatedFile } from "./file.ts";
import { FLOW_CONTEXT, FLOW_CONTEXT_INPUT } from "./symbols.ts";

/** `context.ts`: what travels with a run, or nothing where the spec declares no `context`. */
export function emitContext(program: Program): OutputFile | undefined {
  const { context } = program.linked.spec;
  if (context.length === 0) {
    return undefined;
  }
  const path = fileOf(FLOW_CONTEXT.from);
  const { typeOf, inputTypeOf } = program.types;
  const declared = [FLOW_CONTEXT.name, FLOW_CONTEXT_INPUT.name];
  const module = createModule({ path, declared, importExtension: program.importExtension });
  const filled = context.map((entry) => printEntry(entry, !entry.hasDefault, typeOf(entry.schema), module));
  const given = context.map((entry) => printEntry(entry, true, inputTypeOf(entry.schema), module));
  const sections = [
    documentation("What travels with a run to every task.") + printInterface(FLOW_CONTEXT.name, filled),
    hasOtherInput(program)
      ? documentation("What a run is started with; what is left out has its default.") +
        printInterface(FLOW_CONTEXT_INPUT.name, given)
      : "",
  ];
  return generatedFile(program, path, [module.imports(), ...sections]);
}

/** The type of the context as a module writes it; undefined where there is none. */
export function usedContext({ linked }: Program, module: Module): string | undefined {
  return linked.spec.context.length === 0 ? undefined : module.use(FLOW_CONTEXT);
}

/** The type of the context that a run may be started with. */
export function usedContextInput(program: Program, module: Module): string | undefined {
  return hasOtherInput(program) ? module.use(FLOW_CONTEXT_INPUT) : usedContext(program, module);
}

/** True where defaults make a difference between what is given and what there is. */
function hasOtherInput({ linked, types }: Program): boolean {
  return linked.spec.context.some(
    ({ hasDefault, schema }) => hasDefault || types.inputTypeOf(schema).text !== types.typeOf(schema).text,
  );
}

function printEntry({ name, description }: ContextEntry, optional: boolean, type: TypeReference, module: Module): string {
  const written = module.useType(type);
  const member = optional ? `${propertyKey(name)}?: ${written} | undefined` : `${propertyKey(name)}: ${written}`;
  return `${documentation(description)}readonly ${member};\n`;
}
