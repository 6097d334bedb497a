import type { EnvironmentText } from "../../settings/late-settings.ts";

/** A value of a configuration document and where it stands. `Place` is what the reader of the file has for a place. */
export type ConfigurationNode<Place> = ConfigurationObject<Place> | ConfigurationArray<Place> | ConfigurationScalar<Place>;

export interface ConfigurationObject<Place> {
  readonly kind: "object";
  readonly place: Place;
  readonly members: readonly ConfigurationMember<Place>[];
}

export interface ConfigurationMember<Place> {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: ConfigurationNode<Place>;
}

export interface ConfigurationArray<Place> {
  readonly kind: "array";
  readonly place: Place;
  readonly items: readonly ConfigurationNode<Place>[];
}

export interface ConfigurationScalar<Place> {
  readonly kind: "scalar";
  readonly place: Place;
  /** With the variables filled in; where they are not known yet, with their defaults. */
  readonly value: string | number | boolean | null;
  /** Where variables decide at start-up. */
  readonly late?: LateValue;
}

/** A scalar that is known when the process starts. */
export interface LateValue {
  /**
   * In the syntax of the runtime's own options: `${env:NAME:-default}`, and `$${` for a literal `${`. Undefined where
   * that cannot say it.
   */
  readonly text: EnvironmentText | undefined;
  /** Some variable has no default, so that the value is not known at all. */
  readonly isOpen: boolean;
}

/** The value under a key; undefined where there is none. */
export function memberOf<Place>(
  node: ConfigurationNode<Place> | undefined,
  key: string,
): ConfigurationNode<Place> | undefined {
  return node?.kind === "object" ? node.members.find((member) => member.key === key)?.value : undefined;
}

/** The value under a key, where `null` counts as none, as nearly everywhere in the configuration. */
export function valueOf<Place>(
  node: ConfigurationNode<Place> | undefined,
  key: string,
): ConfigurationNode<Place> | undefined {
  const value = memberOf(node, key);
  return value?.kind === "scalar" && value.value === null && value.late === undefined ? undefined : value;
}

/** The items of an array; none of anything else. */
export function itemsOf<Place>(node: ConfigurationNode<Place> | undefined): readonly ConfigurationNode<Place>[] {
  return node?.kind === "array" ? node.items : [];
}

/** The one member of an object that chooses a component, such as `batch` of a processor. */
export function chosenMember<Place>(node: ConfigurationNode<Place> | undefined): ConfigurationMember<Place> | undefined {
  return node?.kind === "object" ? node.members[0] : undefined;
}

/** The value without places. A key `__proto__` is a key like any other. */
export function plainValue(node: ConfigurationNode<unknown>): unknown {
  switch (node.kind) {
    case "object":
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plainValue(value)]));
    case "array":
      return node.items.map(plainValue);
    case "scalar":
      return node.value;
  }
}

/** Finds what a JSON Pointer (RFC 6901) leads to. */
export function nodeAt<Place>(root: ConfigurationNode<Place>, pointer: string): ConfigurationNode<Place> | undefined {
  const keys = pointer.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return keys.reduce<ConfigurationNode<Place> | undefined>(
    (node, key) => (node?.kind === "array" ? node.items[Number(key)] : memberOf(node, key)),
    root,
  );
}
