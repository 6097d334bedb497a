import type { WorkflowDefinition } from "../application.ts";

/**
 * The input of the run that is due at a time; undefined where the workflow takes none.
 *
 * @throws What the user's function throws.
 */
export async function scheduledInputOf(
  { scheduledInput }: Pick<WorkflowDefinition<never, unknown>, "scheduledInput">,
  due: Date,
): Promise<unknown> {
  const inputOf = await scheduledInput?.();
  return inputOf?.(due);
}
