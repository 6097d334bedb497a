/** What the process says to whoever called it. Scripts rely on these numbers. */
export const ExitCode = {
  success: 0,
  /** A bug of ours; of `run` also: the workflow failed; of `check --against`: runs under way would break. */
  failure: 1,
  /** The spec, the input or the command line is wrong. */
  invalid: 2,
  /** `check` and `run`: files on the disk are not what the spec says. */
  drift: 4,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
