import { expect, test } from "vitest";
import { fileDiagnostics } from "../../generator/diagnostics/catalogue/files.ts";
import { schemaDiagnostics } from "../../generator/diagnostics/catalogue/schema.ts";
import { sourceDiagnostics } from "../../generator/diagnostics/catalogue/source.ts";

test.each([
  ["GF1", sourceDiagnostics],
  ["GF2", schemaDiagnostics],
  ["GF9", fileDiagnostics],
])("%s: codes are of their stage, and explained", (prefix, diagnostics) => {
  for (const [code, { title, cause, fix }] of Object.entries(diagnostics)) {
    expect(code).toMatch(new RegExp(`^${prefix}\\d{3}$`));
    expect(title).toMatch(/^[A-Z`].*[^.]$/);
    expect(cause).toMatch(/\.$/);
    expect(fix).toMatch(/\.$/);
  }
});
