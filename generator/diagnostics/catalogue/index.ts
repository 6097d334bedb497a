import { emissionDiagnostics } from "./emission.ts";
import { exporterDiagnostics } from "./exporters.ts";
import { expressionDiagnostics } from "./expressions.ts";
import { fileDiagnostics } from "./files.ts";
import { linkDiagnostics } from "./links.ts";
import { lintDiagnostics } from "./lints.ts";
import { outputDiagnostics } from "./output.ts";
import { schemaDiagnostics } from "./schema.ts";
import { sourceDiagnostics } from "./source.ts";
import { telemetryDiagnostics } from "./telemetry.ts";
import { typeDiagnostics } from "./types.ts";
import { unsupportedDiagnostics } from "./unsupported.ts";

/** Every diagnostic there is, by code. The first digit is the stage that reports it. */
export const catalogue = {
  ...sourceDiagnostics,
  ...schemaDiagnostics,
  ...linkDiagnostics,
  ...expressionDiagnostics,
  ...typeDiagnostics,
  ...emissionDiagnostics,
  ...outputDiagnostics,
  ...unsupportedDiagnostics,
  ...exporterDiagnostics,
  ...lintDiagnostics,
  ...fileDiagnostics,
  ...telemetryDiagnostics,
};
