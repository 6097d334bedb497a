import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { emitContracts } from "../../generator/emit/contracts.ts";
import { emitWorkflow } from "../../generator/emit/workflow.ts";
import { fingerprintOf } from "../../generator/plan/fingerprint.ts";
import type { Workflow } from "../../runtime/src/workflow/index.ts";
import { programOf } from "../emit/support/program.ts";
import { analyse } from "../support/analyse.ts";
import { REPOSITORY } from "../support/repository.ts";

/** The workflow `main` of a spec, as the generator prints it. */
export interface Planned {
  readonly fingerprint: string;
  readonly load: () => Promise<Workflow<unknown, unknown>>;
}

const CACHE = join(REPOSITORY, ".cache");
const folders: string[] = [];
let count = 0;

/** Undefined for a spec that is refused. */
export function planned(document: object): Planned | undefined {
  const text = JSON.stringify(document);
  try {
    if (analyse(text).diagnostics.some(({ severity }) => severity === "error")) {
      return undefined;
    }
  } catch {
    return undefined;
  }
  const program = programOf(text, { importExtension: ".ts" });
  const linked = program.linked.workflows.find(({ workflow }) => workflow.name === "main");
  const fingerprint = linked && fingerprintOf(linked);
  if (linked === undefined || fingerprint === undefined) {
    return undefined;
  }
  return {
    fingerprint,
    load: async () => {
      const folder = join(cacheFolder(), String(count));
      count += 1;
      for (const { path, text: code } of [emitContracts(program), emitWorkflow(program, linked)]) {
        mkdirSync(join(folder, path, ".."), { recursive: true });
        writeFileSync(join(folder, path), code);
      }
      const url = pathToFileURL(join(folder, "generated/workflows/main.ts")).href;
      return ((await import(/* @vite-ignore */ url)) as { readonly main: Workflow<unknown, unknown> }).main;
    },
  };
}

export function removePlanned(): void {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true });
  }
}

function cacheFolder(): string {
  const [folder] = folders;
  if (folder !== undefined) {
    return folder;
  }
  mkdirSync(CACHE, { recursive: true });
  const made = mkdtempSync(join(CACHE, "plans-"));
  folders.push(made);
  return made;
}
