/** Makes what is derived from sources of the repository and not committed. */
import { deriveDeprecatedAttributes } from "./derive/deprecated-attributes.ts";
import { deriveOtelConfiguration } from "./derive/otel-configuration.ts";
import { deriveSchema } from "./derive/schema.ts";
import { deriveTemplates } from "./derive/templates.ts";

await deriveSchema();
await deriveDeprecatedAttributes();
deriveOtelConfiguration();
await deriveTemplates();
