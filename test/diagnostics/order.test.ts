import { expect, test } from "vitest";
import { arrange } from "../../generator/diagnostics/order.ts";
import { diagnosticAt, fileOf } from "./making.ts";

test("files keep their order, places within them ascend, and nothing stands twice", () => {
  const b = fileOf("0123456789", "b.json");
  const a = fileOf("0123456789", "a.json");
  const at = (file: typeof a, start: number, code: string, message = code) =>
    diagnosticAt({ file, start, end: start + 1 }, { code, message });
  const arranged = arrange([
    at(b, 5, "GF0002"),
    at(a, 3, "GF0003"),
    at(b, 5, "GF0001"),
    at(b, 1, "GF0004"),
    diagnosticAt(undefined, { code: "GF0005" }),
    at(b, 5, "GF0002"),
    at(b, 5, "GF0002", "another sentence"),
    at(a, 1, "GF0006"),
  ]);
  expect(arranged.map(({ code, at: place }) => `${code} ${place?.file.path ?? "-"} ${place?.start ?? "-"}`)).toEqual([
    "GF0005 - -",
    "GF0004 b.json 1",
    "GF0001 b.json 5",
    "GF0002 b.json 5",
    "GF0002 b.json 5",
    "GF0006 a.json 1",
    "GF0003 a.json 3",
  ]);
});
