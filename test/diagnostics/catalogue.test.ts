import { expect, test } from "vitest";
import { catalogue } from "../../generator/diagnostics/catalogue/index.ts";
import { emissionDiagnostics } from "../../generator/diagnostics/catalogue/emission.ts";
import { expressionDiagnostics } from "../../generator/diagnostics/catalogue/expressions.ts";
import { fileDiagnostics } from "../../generator/diagnostics/catalogue/files.ts";
import { linkDiagnostics } from "../../generator/diagnostics/catalogue/links.ts";
import { lintDiagnostics } from "../../generator/diagnostics/catalogue/lints.ts";
import { outputDiagnostics } from "../../generator/diagnostics/catalogue/output.ts";
import { schemaDiagnostics } from "../../generator/diagnostics/catalogue/schema.ts";
import { sourceDiagnostics } from "../../generator/diagnostics/catalogue/source.ts";
import { telemetryDiagnostics } from "../../generator/diagnostics/catalogue/telemetry.ts";
import { typeDiagnostics } from "../../generator/diagnostics/catalogue/types.ts";
import { explainedStages, explanations } from "../../generator/diagnostics/explanation.ts";

test.each([
  ["GF1", sourceDiagnostics],
  ["GF20", schemaDiagnostics],
  ["GF21", fileDiagnostics],
  ["GF22", telemetryDiagnostics],
  ["GF3", linkDiagnostics],
  ["GF4", expressionDiagnostics],
  ["GF5", typeDiagnostics],
  ["GF6", emissionDiagnostics],
  ["GF7", outputDiagnostics],
  ["GF9", lintDiagnostics],
])("%s: codes are of their stage", (prefix, diagnostics) => {
  for (const code of Object.keys(diagnostics)) {
    expect(code).toMatch(new RegExp(`^${prefix}\\d+$`));
  }
});

test.each(explanations)("$code is explained", ({ title, cause, fix }) => {
  expect(title).toMatch(/^[A-Z`].*[^.]$/);
  expect(cause).toMatch(/\.$/);
  expect(fix).toMatch(/\.$/);
});

test("every code belongs to a stage", () => {
  const shown = explainedStages().flatMap((stage) => stage.explanations.map(({ code }) => code));
  expect(shown).toEqual(Object.keys(catalogue).toSorted());
});
