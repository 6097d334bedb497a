import { TerminalError } from "@restatedev/restate-sdk";
import type { LogMetadata, LoggerTransport } from "@restatedev/restate-sdk";
import { warn } from "../../../telemetry/lifecycle/warn.ts";

/**
 * What the SDK says in a worker: warnings and errors, in a line each. With `RESTATE_LOGGING` all of that level, as the SDK prints
 * it. A run that fails is none of it: its trace says so.
 *
 * @param isClosing Whether the worker ends its connections, which the SDK calls an error of each run that waits.
 */
export function workerLog(isClosing: () => boolean): { readonly logger?: LoggerTransport } {
  return process.env["RESTATE_LOGGING"] === undefined ? { logger: createLogger(isClosing) } : {};
}

function createLogger(isClosing: () => boolean): LoggerTransport {
  /** Of the worker as a whole: the SDK says it for each version of HTTP. */
  const told = new Set<string>();
  return ({ level, context }: LogMetadata, ...said: unknown[]): void => {
    const isWorthIt = (level === "warn" || level === "error") && !isClosing();
    if (!isWorthIt || said.some((what) => what instanceof TerminalError)) {
      return;
    }
    const text = said.map(textOf).join(" ");
    if (context !== undefined) {
      warn(`Restate: ${text} (${context.invocationTarget})`);
    } else if (!told.has(text)) {
      told.add(text);
      warn(`Restate: ${text}`);
    }
  };
}

/** The SDK puts stacks into its texts, which are of its own code. */
function textOf(what: unknown): string {
  const text = what instanceof Error ? what.message : String(what);
  return text.replaceAll(/\n\s+at .*/g, "").trim();
}
