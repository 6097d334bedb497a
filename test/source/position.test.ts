import { expect, test } from "vitest";
import { lineText, positionAt } from "../../generator/source/position.ts";
import type { SourceFile } from "../../generator/source/source-file.ts";

function fileOf(text: string): SourceFile {
  return { path: "a.json", absolutePath: undefined, format: "json", text };
}

test("lines end with LF, CRLF or CR, columns count UTF-16 units", () => {
  const file = fileOf("ab\r\ncd\r😀e\n\n");
  const places = [0, 1, 2, 4, 6, 7, 9, 10, 11, 12].map((offset) => {
    const { line, column } = positionAt(file, offset);
    return `${line}:${column}`;
  });
  expect(places).toEqual(["1:1", "1:2", "1:3", "2:1", "2:3", "3:1", "3:3", "3:4", "4:1", "5:1"]);
  expect([1, 2, 3, 4, 5].map((line) => lineText(file, line))).toEqual(["ab", "cd", "😀e", "", ""]);
});

test("offsets beyond the text are its end", () => {
  expect(positionAt(fileOf("a"), 99)).toEqual({ line: 1, column: 2 });
  expect(positionAt(fileOf(""), 0)).toEqual({ line: 1, column: 1 });
});
