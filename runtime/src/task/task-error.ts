/** An error that the spec declares, as `task.fail("CardDeclined", data)` throws it. */
export class TaskError extends Error {
  override readonly name: string;
  /** Typed by the spec; absent where the error carries none. */
  declare readonly data?: unknown;

  constructor(name: string, data?: unknown) {
    super(name);
    this.name = name;
    if (data !== undefined) {
      this.data = data;
    }
  }
}
