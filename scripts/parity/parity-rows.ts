/** One row of `docs/parity.md`: something that a system before ours does, and the tests that show it here. */
export interface ParityRow {
  /** For example `S1-03`. */
  readonly id: string;
  /** From 1. */
  readonly line: number;
  readonly tests: readonly TestReference[];
}

/** `test/telemetry/adoption.test.ts › spans go to the provider of the application`. */
export interface TestReference {
  /** Relative to the repository. */
  readonly file: string;
  readonly title: string;
}

const ROW = /^\| (S\d-\w+) \|/;
const SEPARATOR = " › ";

/** Reads the rows of the page: the first cell is the id, the last one names tests, one a line. */
export function parityRows(text: string): readonly ParityRow[] {
  return text.split("\n").flatMap((line, index) => {
    const id = ROW.exec(line)?.[1];
    const proof = line.split(/(?<!\\)\|/).at(-2) ?? "";
    return id === undefined ? [] : [{ id, line: index + 1, tests: proof.split("<br>").map(readReference) }];
  });
}

function readReference(text: string): TestReference {
  const [file = "", ...title] = text.replaceAll("\\|", "|").trim().split(SEPARATOR);
  return { file: file.replaceAll("`", ""), title: title.join(SEPARATOR) };
}
