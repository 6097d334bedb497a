/**
 * How deep objects and lists may be nested. It keeps every later stage, which walks specs recursively, far away from
 * the end of the stack.
 */
export const MAXIMUM_DEPTH = 200;

/** How long a file may be, in UTF-16 code units. A spec of 10,000 tasks is a third of it. */
export const MAXIMUM_LENGTH = 64 * 1024 * 1024;

/** How many values may come into being through YAML aliases, so that a few lines cannot fill the memory. */
export const MAXIMUM_ALIASED_VALUES = 100_000;
