import type { ConfigurationNode } from "./configuration-node.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";
import { checkSchema } from "./check-schema.ts";
import type { OfficialSchema } from "./check-schema.ts";
import { checkSupport } from "./check-support.ts";
import { mapConfiguration } from "./map-configuration.ts";
import type { ConfigurationSettings } from "./settings.ts";

/**
 * Reads a declarative configuration, of format 1.0 or 1.1, whose variables have been filled in.
 *
 * @returns the settings, and everything that is wrong: it does not fit the official schema, or cannot be honoured.
 */
export function readConfiguration<Place>(
  root: ConfigurationNode<Place>,
  schema: OfficialSchema,
): {
  readonly settings: ConfigurationSettings<Place>;
  readonly problems: readonly ConfigurationProblem<Place>[];
} {
  const invalid = checkSchema(root, schema);
  const { settings, problems } = mapConfiguration(root);
  const unsupported = [...checkSupport(root, schema.definitions), ...problems];
  return { settings, problems: firstAtEachPlace(invalid.length > 0 ? invalid : unsupported) };
}

function firstAtEachPlace<Place>(
  problems: readonly ConfigurationProblem<Place>[],
): readonly ConfigurationProblem<Place>[] {
  const places = new Set<Place>();
  return problems.filter(({ place }) => !places.has(place) && places.add(place));
}
