/** The command line asks for something that cannot be. Shown without a stack; the process exits with 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly help: string | undefined;

  /**
   * @param message One sentence without a full stop.
   * @param help What to do instead.
   */
  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
