import { visit } from "jsonc-parser";
import type { ParseErrorCode } from "jsonc-parser";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { StageResult } from "../stage.ts";
import { jsonStringOffsets } from "./json-offsets.ts";
import { describeJsonProblem } from "./json-problems.ts";
import { MAXIMUM_DEPTH } from "./limits.ts";
import type { Member, ScalarNode, SourceNode } from "../source/node.ts";
import { numberSurvives } from "./numbers.ts";
import { childPointer } from "../source/pointer.ts";
import type { SourceFile, SourceRange } from "../source/source-file.ts";

/** An object or a list that is still open. */
interface Frame {
  readonly kind: "object" | "array";
  readonly start: number;
  readonly pointer: string;
  readonly members: Member[];
  readonly items: SourceNode[];
  /** Of an object: where each key stands first. */
  readonly keys: Map<string, SourceRange>;
  key: string;
  /** Undefined for the second of two equal keys: what follows is dropped. */
  keyRange: SourceRange | undefined;
}

/** Thrown by a callback of the visitor, which recurses, to leave it before it ends the stack. */
const TOO_DEEP = Symbol("too deep");

/**
 * Parses JSON (RFC 8259), or for `.jsonc` JSON with comments and trailing commas. Comments and trailing commas in
 * strict JSON are reported, and the value is given nevertheless; with any other mistake it is undefined, and only the
 * first one is reported, because those behind it are mostly its consequences.
 */
export function parseJson(file: SourceFile): StageResult<SourceNode | undefined> {
  const strict = file.format === "json";
  const diagnostics: Diagnostic[] = [];
  const open: Frame[] = [];
  let root: SourceNode | undefined;
  let broken = false;
  let comma: number | undefined;
  let closed: Frame | undefined;

  function range(start: number, end: number): SourceRange {
    return { file, start, end };
  }

  function add(node: SourceNode): void {
    const parent = open.at(-1);
    if (parent === undefined) {
      root ??= node;
    } else if (parent.kind === "array") {
      parent.items.push(node);
    } else if (parent.keyRange !== undefined) {
      parent.members.push({ key: parent.key, keyRange: parent.keyRange, value: node });
    }
  }

  function nextPointer(): string {
    const parent = open.at(-1);
    if (parent === undefined) {
      return "";
    }
    return childPointer(parent.pointer, parent.kind === "array" ? parent.items.length : parent.key);
  }

  function begin(kind: Frame["kind"], start: number): void {
    comma = undefined;
    if (open.length >= MAXIMUM_DEPTH) {
      diagnostics.push(report("GF1009", range(start, start + 1), { limit: MAXIMUM_DEPTH }));
      throw TOO_DEEP;
    }
    const pointer = nextPointer();
    open.push({ kind, start, pointer, members: [], items: [], keys: new Map(), key: "", keyRange: undefined });
  }

  function end(offset: number): void {
    if (strict && comma !== undefined && !broken) {
      const closing = file.text[offset] ?? "";
      diagnostics.push(report("GF1022", range(comma, comma + 1), { closing }));
    }
    comma = undefined;
    closed = open.pop();
    if (closed !== undefined) {
      const { kind, start, pointer, members, items } = closed;
      const base = { file, pointer, range: range(start, offset + 1) };
      add(kind === "object" ? { kind, ...base, members } : { kind, ...base, items });
    }
  }

  function property(key: string, offset: number, length: number): void {
    comma = undefined;
    const frame = open.at(-1);
    if (frame === undefined) {
      return;
    }
    const keyRange = range(offset, offset + length);
    const first = frame.keys.get(key);
    if (first === undefined) {
      frame.keys.set(key, keyRange);
    } else {
      diagnostics.push(report("GF1010", keyRange, { key }, [{ at: first, text: "first here" }]));
    }
    frame.key = key;
    frame.keyRange = first === undefined ? keyRange : undefined;
  }

  function literal(value: ScalarNode["value"], offset: number, length: number): void {
    comma = undefined;
    const at = range(offset, offset + length);
    if (typeof value === "number") {
      const written = file.text.slice(at.start, at.end);
      if (!numberSurvives(written, value)) {
        diagnostics.push(report("GF1011", at, { written, becomes: String(value) }));
      }
    }
    const offsets = (): readonly number[] =>
      typeof value === "string" ? jsonStringOffsets(file.text, at.start, at.end) : [at.end];
    add({ kind: "scalar", file, pointer: nextPointer(), range: at, value, offsets });
  }

  function fail(code: ParseErrorCode, offset: number, length: number): void {
    if (!broken) {
      broken = true;
      diagnostics.push(reportProblem(file, code, offset, length, closed));
    }
  }

  try {
    visit(
      file.text,
      {
        onObjectBegin: (offset) => begin("object", offset),
        onArrayBegin: (offset) => begin("array", offset),
        onObjectEnd: end,
        onArrayEnd: end,
        onObjectProperty: property,
        onLiteralValue: literal,
        onSeparator: (character, offset) => {
          comma = character === "," ? offset : undefined;
        },
        onComment: (offset, length) => {
          if (strict && !broken) {
            diagnostics.push(report("GF1021", range(offset, offset + length), {}));
          }
        },
        onError: fail,
      },
      { allowTrailingComma: true, allowEmptyContent: true },
    );
  } catch (error) {
    if (error !== TOO_DEEP) {
      throw error;
    }
    broken = true;
  }
  return { value: broken ? undefined : root, diagnostics };
}

function reportProblem(
  file: SourceFile,
  code: ParseErrorCode,
  offset: number,
  length: number,
  closed: Frame | undefined,
): Diagnostic {
  const problem = describeJsonProblem(code, file, offset, length);
  // What is missing, is missing behind the last thing that was there.
  const missing = problem.missing === true || offset >= file.text.trimEnd().length;
  const end = file.text.slice(0, offset).trimEnd().length;
  return report(
    "GF1020",
    missing ? { file, start: end, end } : { file, start: offset, end: offset + length },
    problem,
    problem.unclosed === true && closed !== undefined
      ? [{ at: { file, start: closed.start, end: closed.start + 1 }, text: "opened here" }]
      : [],
  );
}
