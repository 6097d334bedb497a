/** As `docs/delivery.md` has it: how a line begins that says how many were lost. */
const LOSS = /^gen-flows: (\d+) (?:more )?(?:span|log record|data point)s? (?:was|were) (?:dropped|not sent|rejected)/;

/** How many spans the lines on stderr say to be lost. */
export function reportedIn(stderr: string): number {
  return stderr
    .split("\n")
    .map((line) => Number(LOSS.exec(line)?.[1] ?? 0))
    .reduce((total, count) => total + count, 0);
}
