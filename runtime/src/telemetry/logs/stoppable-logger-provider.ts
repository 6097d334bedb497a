import type { LoggerProvider } from "@opentelemetry/api";

/** A logger provider of the SDK, without its type: SDK packages are optional. */
export interface StoppableLoggerProvider extends LoggerProvider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}
