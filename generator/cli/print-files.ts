import { displayPath } from "./file-report.ts";
import type { PlannedProject } from "./generation.ts";
import { printData } from "./terminal.ts";

/** Prints generated files to standard output: a single one as it is, several with a line above each that names it. */
export function printFiles(projects: readonly PlannedProject[], cwd: string): void {
  const files = projects.flatMap(({ project, plan }) =>
    project.files.map(({ path, text }) => ({ path: displayPath(plan, path, cwd), text })),
  );
  if (files.length === 1) {
    printData(files[0]?.text ?? "");
    return;
  }
  printData(files.map(({ path, text }) => `// ---- ${path} ----\n${text}`).join("\n"));
}
