import type { Program } from "../ir/program.ts";
import { list } from "../print/layout.ts";
import { safeIdentifier } from "../print/safe-identifier.ts";

/** A workflow's client as a module exports it. */
export interface ExportedClient {
  /** The name of the workflow. */
  readonly name: string;
  /** What it is called in the module. */
  readonly localName: string;
}

/**
 * The clients of all workflows.
 *
 * @param taken What the module exports beside them.
 */
export function exportedClients({ linked }: Program, taken: ReadonlySet<string>): readonly ExportedClient[] {
  return linked.workflows.map(({ workflow: { name } }) => ({
    name,
    localName: safeIdentifier(name, `${name}Client`, taken),
  }));
}

/** The statements that make the clients with `createFlows` and export them, each under the name of its workflow. */
export function printExportedClients(clients: readonly ExportedClient[]): string {
  const bindings = clients.map(({ name, localName }) => (name === localName ? name : `${name}: ${localName}`));
  const renamed = clients.filter(({ name, localName }) => name !== localName);
  if (renamed.length === 0) {
    return list("export const {", bindings, "} = createFlows();", { padding: " " });
  }
  const names = clients.map(({ name, localName }) => (name === localName ? name : `${localName} as ${name}`));
  return `${list("const {", bindings, "} = createFlows();", { padding: " " })}\n\n${list("export {", names, "};", { padding: " " })}`;
}
