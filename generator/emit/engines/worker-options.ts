import { documentation } from "../../print/comment.ts";
import type { Module } from "../../print/module.ts";
import { packageType } from "../../print/symbol.ts";
import { HANDLERS } from "../handlers.ts";

/** An interface for what a worker is started with: what the runtime takes, and the handlers of the spec. */
export interface WorkerOptions {
  /** As it is exported. */
  readonly name: string;
  /** The options of the runtime, and where it has them. */
  readonly extends: string;
  readonly runtime: string;
  readonly documentation: string;
}

/** Prints it. */
export function printWorkerOptions(module: Module, { name, extends: extended, runtime, documentation: text }: WorkerOptions): string {
  return [
    `${documentation(text)}export interface ${name} extends ${module.use(packageType(extended, runtime))} {`,
    "  /** In place of those under `../../tasks`, for tests and composition. */",
    `  readonly handlers?: Partial<${module.use(HANDLERS)}>;`,
    "}",
  ].join("\n");
}
