import { readFileSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { reasonOf } from "../source/system-error.ts";
import type { LoadOptions } from "./load-options.ts";

/** The text of a file, or why there is none. */
export function readSourceFile(absolutePath: string, shown: string, options: LoadOptions): string | Diagnostic {
  try {
    return (options.readFile ?? readText)(absolutePath);
  } catch (error) {
    return describeFailure(error, shown, options);
  }
}

/**
 * The text of a file, without a byte order mark.
 *
 * @throws what `readFileSync` throws, and a TypeError for bytes that are not UTF-8
 */
export function readText(absolutePath: string): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(absolutePath));
}

function describeFailure(error: unknown, path: string, { from }: LoadOptions): Diagnostic {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return report("GF1001", from, { path });
    case "EISDIR":
      return report("GF1002", from, { path });
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return report("GF1005", from, { path });
    default:
      return report("GF1003", from, { path, reason: reasonOf(error) });
  }
}
