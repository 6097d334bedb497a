import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StageResult } from "../../stage.ts";
import { readValue } from "./read-value.ts";
import { splitSignal } from "./run-options.ts";
import type { RunOptions } from "./run-options.ts";

/** What a run is given. */
export interface RunValues {
  /** Undefined for a workflow that takes none. */
  readonly input: unknown;
  readonly context: unknown;
  /** In the order of the command line. */
  readonly signals: readonly { readonly name: string; readonly payload: unknown }[];
}

/**
 * Reads the values of `--input`, `--context` and `--signal`.
 *
 * @throws UsageError if one of them names a file that is not there.
 */
export async function readRunValues({ input, context, signal }: RunOptions): Promise<StageResult<RunValues>> {
  const diagnostics: Diagnostic[] = [];
  const read = async (option: string, value: string | undefined): Promise<unknown> => {
    const found = value === undefined ? undefined : await readValue(option, value);
    diagnostics.push(...(found?.diagnostics ?? []));
    return found?.value;
  };
  const signals: { readonly name: string; readonly payload: unknown }[] = [];
  for (const { name, value } of signal.map(splitSignal)) {
    signals.push({ name, payload: await read("--signal", value) });
  }
  const values = { input: await read("--input", input), context: await read("--context", context), signals };
  return { value: values, diagnostics };
}
