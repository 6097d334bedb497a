import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexSegments } from "../../generator/check/segment-index.ts";
import { newSheet, segment } from "../../generator/expressions/sheet.ts";
import type { Sheet, Subject } from "../../generator/expressions/sheet.ts";

const SUBJECT: Subject = { kind: "expression", expression: { kind: "invalid", start: 0, end: 0 } };

/** Code inside of code: what stands before each inner piece, and behind the last. */
interface Piece {
  readonly before: string;
  readonly inner: readonly Piece[];
  readonly after: string;
}

const text = fc.constantFrom("", "a", "bc");
const behind = fc.constantFrom("x", "yz");
const { piece } = fc.letrec<{ piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    fc.record({ before: text, inner: fc.constant([]), after: behind }),
    fc.record({ before: text, inner: fc.array(tie("piece"), { maxLength: 3 }), after: behind }),
  ),
}));

function write(sheet: Sheet, { before, inner, after }: Piece): void {
  segment(sheet, SUBJECT, () => {
    sheet.text += before;
    for (const child of inner) {
      write(sheet, child);
    }
    sheet.text += after;
  });
}

describe("the index of segments", () => {
  it("finds those around any stretch, in the order of a search through all", () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
        const sheet = newSheet();
        for (const one of pieces) {
          write(sheet, one);
          sheet.text += "; ";
        }
        const index = indexSegments(sheet.segments);
        for (let start = 0; start < sheet.text.length; start += 1) {
          for (let end = start + 1; end <= sheet.text.length; end += 1) {
            const all = sheet.segments.filter((other) => other.start <= start && end <= other.end);
            expect(index.around(start, end)).toEqual(all);
          }
        }
      }),
    );
  });
});
