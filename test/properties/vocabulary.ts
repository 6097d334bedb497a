import type { Shape } from "./shape.ts";

/** What is known of a task when steps are made that call it. */
export interface RandomTask {
  readonly name: string;
  readonly input: Shape | undefined;
  readonly output: Shape | undefined;
  /** `flaky` fails its first attempt now and then; `declining` fails for good with `Declined` now and then. */
  readonly behaviour: "steady" | "flaky" | "declining";
}

export interface RandomWorkflow {
  readonly name: string;
  readonly input: Shape | undefined;
  readonly output: Shape | undefined;
}

/** The parts of a spec that steps can name. */
export interface Vocabulary {
  readonly tasks: readonly RandomTask[];
  readonly workflows: readonly RandomWorkflow[];
  readonly signals: Readonly<Record<string, Shape>>;
  readonly schemas: Readonly<Record<string, Shape>>;
}

/** What the error `Declined` brings, of whatever task. */
export const DECLINED: Shape = { kind: "object", fields: { reason: { shape: { kind: "string" }, isOptional: false } } };
