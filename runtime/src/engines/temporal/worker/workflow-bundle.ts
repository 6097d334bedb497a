import { createRequire } from "node:module";
import type { DataConverter } from "@temporalio/common";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";
import type { BundleOptions, WorkflowBundle } from "@temporalio/worker";
import { findGeneratedFile, pathOf } from "../../../files/generated-file.ts";

type WebpackConfiguration = Parameters<NonNullable<BundleOptions["webpackConfigHook"]>>[0];

/** What Temporal's sandbox has to load besides the workflows: it carries headers. */
const INTERCEPTORS = "@gen-flows/runtime/temporal/workflow";

/**
 * Puts the workflows of a spec, with all that they import, into one script for Temporal's sandbox. A worker does this at
 * its start, which takes seconds; in production, do it once when building:
 *
 * ```ts
 * const { code } = await bundleWorkflows(new URL("./generated/temporal/workflows.ts", import.meta.url));
 * await writeFile("workflow-bundle.js", code);
 * ```
 *
 * and start workers with `workflowBundle: { codePath: "workflow-bundle.js" }`.
 *
 * @param workflows The generated `temporal/workflows.ts`, as a URL or an absolute path; where that was compiled, the `.js` beside it is taken.
 * @param dataConverter That of the worker, if it has one: parts of it run in the sandbox.
 * @throws Error if a module of the workflows imports what does not run in the sandbox, such as Node's own modules.
 */
export async function bundleWorkflows(
  workflows: URL | string,
  { payloadConverterPath, failureConverterPath }: DataConverter = {},
): Promise<WorkflowBundle> {
  const workflowsPath = workflowsFile(workflows);
  // The copy of the runtime that the workflows have.
  const interceptors = createRequire(workflowsPath).resolve(INTERCEPTORS);
  return bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [interceptors],
    // Nothing in the runtime is of one run: it is loaded once for all of them.
    preloadModules: [interceptors],
    webpackConfigHook: (config) => withEffects(config, interceptors),
    logger: new DefaultLogger("WARN"),
    ...(payloadConverterPath !== undefined && { payloadConverterPath }),
    ...(failureConverterPath !== undefined && { failureConverterPath }),
  });
}

/** Keeps an import of a module of which nothing is used: its package says that loading it has no effect. */
function withEffects(config: WebpackConfiguration, path: string): WebpackConfiguration {
  const { module = {} } = config;
  return { ...config, module: { ...module, rules: [...(module.rules ?? []), { resource: path, sideEffects: true }] } };
}

function workflowsFile(workflows: URL | string): string {
  const found = findGeneratedFile(workflows);
  if (found === undefined) {
    throw new Error(
      `There are no workflows for Temporal at ${pathOf(workflows)}. A worker that is bundled into one file has to be given them: see bundleWorkflows, and \`workflowBundle\` of startWorker.`,
    );
  }
  return found;
}
