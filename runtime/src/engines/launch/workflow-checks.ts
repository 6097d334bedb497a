import type { WorkflowDefinition, WorkflowValidators } from "../application.ts";
import { createCheck, limitSize } from "../check.ts";
import type { Check } from "../check.ts";
import { InvalidInputError, InvalidSignalError } from "../validation-errors.ts";

/** What makes sure that values from outside are what a workflow takes, with their defaults. */
export interface WorkflowChecks {
  readonly input: Check<unknown>;
  /** Of the signals that the workflow waits for, by name. */
  readonly signals: ReadonlyMap<string, Check<unknown>>;
}

/** @param payloadBytes How many bytes a value may have as JSON. */
export function createWorkflowChecks(
  { workflow: { name }, input, signals }: WorkflowDefinition<never, unknown>,
  payloadBytes: number | undefined,
): WorkflowChecks {
  return {
    input: limitSize(
      createCheck(input, (problems, options) => new InvalidInputError(name, problems, options)),
      `The input of workflow \`${name}\``,
      payloadBytes,
    ),
    signals: signalChecks(signals ?? {}, payloadBytes),
  };
}

function signalChecks(
  validators: NonNullable<WorkflowValidators["signals"]>,
  payloadBytes: number | undefined,
): ReadonlyMap<string, Check<unknown>> {
  return new Map(
    Object.entries(validators).map(([name, load]) => [
      name,
      limitSize(
        createCheck(load, (problems, options) => new InvalidSignalError(name, problems, options)),
        `The payload of signal \`${name}\``,
        payloadBytes,
      ),
    ]),
  );
}
