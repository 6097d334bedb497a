import type { Scalar } from "yaml";

/**
 * Where each UTF-16 unit of a YAML scalar stands in the text, with one entry more for its end.
 *
 * @param written - the scalar as it is written, from its quote or block header on
 * @param start - the offset of `written` in the file
 */
export function yamlStringOffsets(
  value: string,
  written: string,
  start: number,
  type: Scalar.Type | null | undefined,
): readonly number[] {
  const block = type === "BLOCK_FOLDED" || type === "BLOCK_LITERAL";
  let offsets = block ? undefined : flowScalarOffsets(written, type);
  if (offsets?.length !== value.length + 1) {
    offsets = alignedOffsets(value, written, block ? written.indexOf("\n") + 1 || written.length : 0);
  }
  return offsets.map((offset) => offset + start);
}

function flowScalarOffsets(written: string, type: Scalar.Type | null | undefined): number[] {
  switch (type) {
    case "QUOTE_DOUBLE":
      return flowOffsets(written, 1, written.length - 1, doubleQuotedEscape);
    case "QUOTE_SINGLE":
      return flowOffsets(written, 1, written.length - 1, singleQuotedEscape);
    default:
      return flowOffsets(written, 0, written.length, () => undefined);
  }
}

/** What stands for something else: how long it is written, and how many units it means. */
interface Escape {
  readonly length: number;
  readonly units: number;
}

/** Walks a plain or quoted scalar, where line breaks fold into spaces (YAML 1.2.2, section 6.5). */
function flowOffsets(
  written: string,
  start: number,
  end: number,
  escapeAt: (written: string, at: number) => Escape | undefined,
): number[] {
  const offsets: number[] = [];
  const space = /[ \t\r\n]+/y;
  let at = start;
  while (at < end) {
    const escape = escapeAt(written, at);
    if (escape !== undefined) {
      offsets.push(...Array<number>(escape.units).fill(at));
      at += escape.length;
      continue;
    }
    space.lastIndex = at;
    const run = space.exec(written)?.[0].slice(0, end - at);
    if (run === undefined) {
      offsets.push(at);
      at += 1;
      continue;
    }
    const breaks = run.split("\n").length - 1;
    if (breaks === 0) {
      offsets.push(...Array.from(run, (_, index) => at + index));
    } else {
      offsets.push(...Array<number>(Math.max(1, breaks - 1)).fill(at));
    }
    at += run.length;
  }
  offsets.push(end);
  return offsets;
}

function singleQuotedEscape(written: string, at: number): Escape | undefined {
  return written.startsWith("''", at) ? { length: 2, units: 1 } : undefined;
}

const HEXADECIMAL_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function doubleQuotedEscape(written: string, at: number): Escape | undefined {
  if (written[at] !== "\\") {
    return undefined;
  }
  const escapedLineBreak = /\\\r?\n[ \t]*/y;
  escapedLineBreak.lastIndex = at;
  const lineBreak = escapedLineBreak.exec(written);
  if (lineBreak !== null) {
    return { length: lineBreak[0].length, units: 0 };
  }
  const digits = HEXADECIMAL_DIGITS[written[at + 1] ?? ""];
  if (digits === undefined) {
    return { length: 2, units: 1 };
  }
  const code = Number.parseInt(written.slice(at + 2, at + 2 + digits), 16);
  return { length: 2 + digits, units: code > 0xffff ? 2 : 1 };
}

/**
 * Aligns a value with its text where only white space differs between them, as in a block scalar (indentation,
 * folding, chomping): each other character is the next one that is written.
 */
function alignedOffsets(value: string, written: string, start: number): number[] {
  const offsets: number[] = [];
  let at = start;
  for (const unit of value.split("")) {
    while (!isSpace(unit) && at < written.length && written[at] !== unit) {
      at += 1;
    }
    offsets.push(at);
    if (unit === "\n" && written.startsWith("\r\n", at)) {
      at += 2;
    } else if (!isSpace(unit) || isSpace(written[at])) {
      at += 1;
    }
    at = Math.min(at, written.length);
  }
  offsets.push(at);
  return offsets;
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}
