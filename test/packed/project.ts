import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runProcess } from "../support/process.ts";
import type { Ended } from "../support/process.ts";
import { REPOSITORY } from "../support/repository.ts";

/** Versions of Node that are installed in the repository. */
const NODE = {
  20: join(REPOSITORY, "node_modules/node20/bin/node"),
  22: join(REPOSITORY, "node_modules/node22/bin/node"),
  24: join(REPOSITORY, "node_modules/node/bin/node"),
};

/** A user's folder. What is installed in a folder above it is found. */
export interface Project {
  readonly folder: string;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Runs the installed command line. */
  genFlows(node: keyof typeof NODE, ...words: readonly string[]): Promise<Ended>;
  /** Runs the installed compiler. */
  tsc(...words: readonly string[]): Promise<Ended>;
  run(node: keyof typeof NODE, ...words: readonly string[]): Promise<Ended>;
}

/**
 * @param root Where the packages are installed.
 * @param folder `root`, or a folder in it.
 */
export function projectIn(root: string, folder: string, compilerOptions: object = {}): Project {
  const run: Project["run"] = (node, ...words) => runProcess(words, { cwd: folder, program: NODE[node] });
  const project: Project = {
    folder,
    read: (path) => readFileSync(join(folder, path), "utf8"),
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    genFlows: (node, ...words) => run(node, join(root, "node_modules/gen-flows/dist/generator/cli/main.js"), ...words),
    tsc: (...words) => run(24, join(root, "node_modules/typescript/bin/tsc"), ...words),
    run,
  };
  project.write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        target: "es2023",
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        verbatimModuleSyntax: true,
        rootDir: "src",
        outDir: "dist",
        ...compilerOptions,
      },
      include: ["src"],
    }),
  );
  return project;
}
