/**
 * What stands around a piece of a spec, or of the work with one, in an example. The people who read `explain` see the
 * piece alone; tests put it where it belongs and see that it is reported.
 */
export type Surroundings =
  /** The piece is a whole file. */
  | "file"
  /** Members at the top of a spec that holds nothing but `specVersion`, `name` and `version`. */
  | "spec"
  /** Members of a task. */
  | "task"
  /** Members of a workflow. */
  | "workflow"
  /** Members of the `steps` of a workflow. */
  | "steps"
  /** A string with expressions: the `value` of a step. */
  | "expression"
  /** A JSON Schema in `schemas`. */
  | "schema"
  /** A JSON Schema that is a file of its own. */
  | "schema file"
  /** Members of `telemetry`. */
  | "telemetry";

/**
 * A piece of a spec that is reported, and the same piece mended. In `before` the place is marked with `«` and `»`,
 * and each related place with `‹` and `›`; nobody is shown these four.
 */
export interface SpecExample {
  readonly in: Surroundings;
  /** Default: JSON. Of no importance to expressions. */
  readonly format?: "yaml";
  readonly before: string;
  /** The message, without severity and code. */
  readonly says: string;
  readonly after: string;
}

/** Commands that lead to a diagnostic, and those that mend it, in a folder in which the spec `flows.json` was generated. */
export interface ShellExample {
  readonly in: "shell";
  /** Its server is asked, and has a run under way that began before the commands. */
  readonly engine?: "restate";
  readonly before: string;
  readonly says: string;
  /** Where the diagnostic points to, if it does: `flows.json:1:7`. */
  readonly at?: string;
  readonly after: string;
}

export type DiagnosticExample = SpecExample | ShellExample;

/** Several lines of an example. */
export function lines(...texts: readonly string[]): string {
  return texts.join("\n");
}

/** A stretch of a text, `end` behind its last character. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A text without its marks, and what they mark. */
export interface MarkedText {
  readonly text: string;
  readonly primary: readonly Stretch[];
  readonly related: readonly Stretch[];
}

/**
 * Takes the marks out of a text.
 *
 * @throws Error if a mark is not closed.
 */
export function readMarks(marked: string): MarkedText {
  const found = { "»": [] as Stretch[], "›": [] as Stretch[] };
  const open: { readonly start: number; readonly closing: string }[] = [];
  let text = "";
  for (const part of marked.split(/([«»‹›])/)) {
    if (part === "«" || part === "‹") {
      open.push({ start: text.length, closing: part === "«" ? "»" : "›" });
    } else if (part === "»" || part === "›") {
      const mark = open.pop();
      if (mark?.closing !== part) {
        throw new Error(`no mark is closed by ${part} in: ${marked}`);
      }
      found[part].push({ start: mark.start, end: text.length });
    } else {
      text += part;
    }
  }
  if (open.length > 0) {
    throw new Error(`a mark is not closed in: ${marked}`);
  }
  return { text, primary: found["»"], related: found["›"] };
}
