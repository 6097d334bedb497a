/** A spec with one workflow `run`; its steps begin in line 13, at column 7. */
export function specOf(steps: string, rest = ""): string {
  return `specVersion: 1
name: shop
version: 1.0.0
signals: { review: { type: string } }
tasks:
  ping: { output: { type: object, properties: { id: { type: string } } } }
  pay: { errors: { CardDeclined: { data: { type: object } }, Late: { data: { type: string } }, Odd: {} } }
  ship: { errors: { Late: { data: { type: number } }, Odd: { data: { type: string } } } }
  undo: {}
workflows:
  run:
    steps:
${steps.replace(/^/gm, "      ")}
${rest}`;
}
