import type { ConfigurationMember, ConfigurationNode } from "./configuration-node.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";
import type { ConfigurationDefinition } from "./configuration-validator.ts";
import { COMPONENTS_OF_OURS, SUPPORT } from "./support.ts";

/** Finds everything in a document that is not honoured: every key that is written, and has a value. */
export function checkSupport<Place>(
  root: ConfigurationNode<Place>,
  definitions: Readonly<Record<string, ConfigurationDefinition>>,
): readonly ConfigurationProblem<Place>[] {
  return checkObject(root, "OpenTelemetryConfiguration");

  function checkObject(node: ConfigurationNode<Place>, name: string): readonly ConfigurationProblem<Place>[] {
    if (node.kind === "array") {
      return node.items.flatMap((item) => checkObject(item, name));
    }
    const definition = definitions[name];
    return node.kind === "object" && definition !== undefined
      ? node.members.flatMap((member) => checkMember(member, name, definition))
      : [];
  }

  function checkMember(
    member: ConfigurationMember<Place>,
    name: string,
    definition: ConfigurationDefinition,
  ): readonly ConfigurationProblem<Place>[] {
    const { key, keyPlace, value } = member;
    const property = Object.hasOwn(definition.properties, key) ? definition.properties[key] : undefined;
    const support = SUPPORT[name];
    const verdict = support !== undefined && Object.hasOwn(support, key) ? support[key] : undefined;
    if (property !== undefined && verdict === "honoured") {
      return property.definition === undefined ? [] : checkObject(value, property.definition);
    }
    // Where a key chooses a component it does so even without a value.
    if (verdict === "of others" || (definition.isChoice !== true && isNull(value))) {
      return [];
    }
    const ours = componentsOfOurs(name);
    const known = Object.hasOwn(ours, key) ? ours[key] : undefined;
    if (known !== undefined) {
      const members = value.kind === "object" ? value.members : [];
      return members
        .filter((inner) => !known.includes(inner.key))
        .map((inner) => ({
          kind: "unsupported",
          place: inner.keyPlace,
          message: `unknown key \`${inner.key}\``,
          unknown: { word: inner.key, known },
        }));
    }
    if (property === undefined && definition.isChoice === true) {
      const unknown = { word: key, known: honouredComponents(name) };
      return [{ kind: "unsupported", place: keyPlace, message: `there is no \`${key}\` to choose`, unknown }];
    }
    const help = verdict ?? NOT_DEFINED;
    return [{ kind: "unsupported", place: keyPlace, message: `\`${key}\` cannot be honoured`, help }];
  }
}

const NOT_DEFINED = "leave it out: OpenTelemetry's configuration does not define it";

/** A value that a variable brings may be null now, and something else at start-up. */
function isNull(node: ConfigurationNode<unknown>): boolean {
  return node.kind === "scalar" && node.value === null && node.late === undefined;
}

function honouredComponents(name: string): readonly string[] {
  const honoured = Object.entries(SUPPORT[name] ?? {}).flatMap(([key, support]) => (support === "honoured" ? [key] : []));
  return [...honoured, ...Object.keys(componentsOfOurs(name))];
}

function componentsOfOurs(name: string): (typeof COMPONENTS_OF_OURS)[string] {
  return COMPONENTS_OF_OURS[name] ?? {};
}
