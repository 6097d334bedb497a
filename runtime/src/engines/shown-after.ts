/**
 * How long spans wait for a batch to fill up, in milliseconds. A run that waits for at least this long is shown at once. On
 * an engine that stands in the journal, so which waits are this long is part of a workflow's plan.
 */
export const SHOWN_AFTER = 5_000;
