import { createRequire, isBuiltin, register } from "node:module";
import type { Instrumentation } from "@opentelemetry/instrumentation";
import { definitionsOf } from "./library-definitions.ts";

/** Of `import-in-the-middle`. */
interface SynchronousHooks {
  register(options: { readonly include: readonly RegExp[] }): void;
  supportsSyncHooks(): boolean;
}

const BASE = "@opentelemetry/instrumentation";

/**
 * Lets instrumentations change modules that are loaded with `import`, from now on. What is loaded with `require` they change
 * by themselves. Only the modules that they name are touched.
 */
export function hookImports(instrumentations: readonly Instrumentation[]): void {
  const names = instrumentations.flatMap(definitionsOf).map(({ name }) => name);
  const include = [...new Set(names)].map(addressOf);
  if (include.length === 0) {
    return;
  }
  // The hooks must be of the copy that the instrumentations know.
  const require = createRequire(createRequire(import.meta.url).resolve(BASE));
  const hooks = require("import-in-the-middle/register-hooks.mjs") as SynchronousHooks;
  if (hooks.supportsSyncHooks()) {
    hooks.register({ include });
  } else {
    register(`${BASE}/hook.mjs`, import.meta.url, { data: { include } });
  }
}

/** How the URL of a module looks, of whatever version and wherever it is installed. */
function addressOf(name: string): RegExp {
  const literal = name.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
  return new RegExp(isBuiltin(name) ? `^node:${literal}$` : `/node_modules/${literal}/`);
}
