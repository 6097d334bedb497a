import { Option } from "commander";
import { addSpecOptions, createCommand, parseCommand } from "../command-line.ts";
import type { SpecOptions } from "../command-line.ts";
import { ExitCode } from "../exit-code.ts";
import { pinnedVersions } from "../pinned-versions.ts";
import { hasErrors, printDiagnostics } from "../print-diagnostics.ts";
import { requiredPackages, ROLES } from "../required-packages.ts";
import type { Role } from "../required-packages.ts";
import { readSpecArguments } from "../spec-arguments.ts";
import { printData } from "../terminal.ts";

/** `gen-flows deps`: what to install beside the generated code. */
export async function run(words: readonly string[]): Promise<ExitCode> {
  const command = addSpecOptions(
    createCommand("gen-flows deps", "Prints the `npm install` line for what a spec uses in production.").argument(
      "<spec>",
      "a JSON, JSONC or YAML file, `-` for standard input",
    ),
  )
    .addOption(new Option("--role <role>", "only what one of them needs: workers, callers, or the build").choices(ROLES))
    .option("--json", "print a JSON object of package names and versions");
  if (!parseCommand(command, words)) {
    return ExitCode.success;
  }
  const options = command.opts<SpecOptions & { readonly json?: true; readonly role?: Role }>();
  const specs = await readSpecArguments(command.args, options);
  const { compile } = await import("../../pipeline.ts");
  const { value: projects, diagnostics } = compile(specs);
  printDiagnostics(diagnostics, "pretty");
  const project = projects[0];
  if (project === undefined || hasErrors(diagnostics)) {
    return ExitCode.invalid;
  }
  const packages = requiredPackages(project.program.linked.spec, options.role);
  if (options.json === true) {
    const versions = Object.fromEntries(packages.map((name) => [name, pinnedVersions[name]]));
    printData(`${JSON.stringify(versions, undefined, 2)}\n`);
  } else {
    const line = packages.map((name) => `${name}@${pinnedVersions[name]}`).join(" ");
    printData(`npm install ${options.role === "build" ? "--save-dev " : ""}--save-exact ${line}\n`);
  }
  return ExitCode.success;
}
