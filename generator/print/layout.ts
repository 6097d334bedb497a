/** Where prettier breaks by default, so that formatting generated code changes as little as possible. */
const LINE_WIDTH = 80;

/** True if `text` is a single line of at most 80 columns. */
export function fitsOnLine(text: string): boolean {
  return text.length <= LINE_WIDTH && !text.includes("\n");
}

export interface ListOptions {
  /** What stands inside the brackets on one line: a space for braces. */
  readonly padding?: string;
  /** Type arguments may not end in a comma. */
  readonly trailingComma?: boolean;
}

/**
 * `open`, `items` and `close` on one line if that line fits, else an item a line.
 *
 * @param open All that stands before the items on the line, indentation included.
 * @param close All that stands after them on the line.
 */
export function list(
  open: string,
  items: readonly string[],
  close: string,
  { padding = "", trailingComma = true }: ListOptions = {},
): string {
  if (items.length === 0) {
    return open + close;
  }
  const joined = `${open}${padding}${items.join(", ")}${padding}${close}`;
  if (fitsOnLine(joined)) {
    return joined;
  }
  const indentation = /^ */.exec(open)?.[0] ?? "";
  const lines = items.map((item) => `\n${indentation}  ${item}`).join(",");
  return `${open}${lines}${trailingComma ? "," : ""}\n${indentation}${close}`;
}

/** Every line of `text` that is not empty, two columns further in. No literal that we print spans lines. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

/**
 * Braces around members, one a line.
 *
 * @param indentation Of the line on which the opening brace stands.
 */
export function braces(members: readonly string[], indentation = ""): string {
  return members.length === 0 ? "{}" : `{\n${members.map((member) => `${indentation}  ${member},\n`).join("")}${indentation}}`;
}
