import { createRequire } from "node:module";
import { extname } from "node:path";
import type * as Definitions from "../../../../runtime/src/telemetry/configuration/document/derived/definitions.ts";
import type * as Validator from "../../../../runtime/src/telemetry/configuration/document/derived/validate-configuration.ts";
import type { OfficialSchema } from "../../../../runtime/src/telemetry/configuration/document/check-schema.ts";

const require = createRequire(import.meta.url);

const DERIVED = "../../../../runtime/src/telemetry/configuration/document/derived";

/** Loads the official schema of OpenTelemetry's configuration. It is large, and most specs need none of it. */
export function loadOfficialSchema(): OfficialSchema {
  // The sources are TypeScript, what is published is JavaScript.
  const extension = extname(import.meta.url);
  const { definitions } = require(`${DERIVED}/definitions${extension}`) as typeof Definitions;
  const { validateConfiguration } = require(`${DERIVED}/validate-configuration${extension}`) as typeof Validator;
  return { definitions, validateConfiguration };
}
