/** UTF-16 units of one expression. Far above what people write, far below what overflows the compiler's stack. */
export const MAXIMUM_LENGTH = 4096;

/** Brackets inside brackets, and nodes inside nodes. */
export const MAXIMUM_DEPTH = 100;
