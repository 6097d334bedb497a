import { chosenMember, itemsOf, plainValue, valueOf } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { readPairs } from "./read-pairs.ts";
import { readText, refuseLate } from "./read-setting.ts";
import type { AttributeValue, ConfigurationSettings, DetectorName } from "./settings.ts";

type ResourceSettings = Pick<ConfigurationSettings<unknown>, "serviceName" | "serviceVersion" | "attributes" | "detectors">;

/** These two have options of their own. The generator reads documents too, and has no semantic conventions at run time. */
const SERVICE_NAME = "service.name";
const SERVICE_VERSION = "service.version";

/** What OpenTelemetry calls the detectors that the runtime has. The last is a name of ours. */
const DETECTORS: Readonly<Record<string, DetectorName>> = {
  host: "host",
  process: "process",
  service: "serviceinstance",
  os: "os",
};

/** Reads what the process says of itself. `attributes` go before `attributes_list`. */
export function mapResource<Place>(list: ProblemList<Place>, node: ConfigurationNode<Place> | undefined): ResourceSettings {
  const attributes = new Map<string, AttributeValue>(readPairs(list, valueOf(node, "attributes_list")));
  for (const item of itemsOf(valueOf(node, "attributes"))) {
    const name = valueOf(item, "name");
    const value = readAttribute(list, item);
    if (name?.kind === "scalar" && name.late !== undefined) {
      refuseLate(list, name);
    } else if (name?.kind === "scalar" && value !== undefined) {
      attributes.set(String(name.value), value);
    }
  }
  const serviceName = attributes.get(SERVICE_NAME);
  const serviceVersion = attributes.get(SERVICE_VERSION);
  attributes.delete(SERVICE_NAME);
  attributes.delete(SERVICE_VERSION);
  return {
    serviceName: serviceName?.toString(),
    serviceVersion: serviceVersion?.toString(),
    attributes: Object.fromEntries(attributes),
    detectors: itemsOf(valueOf(valueOf(node, "detection/development"), "detectors")).flatMap(
      (item) => DETECTORS[chosenMember(item)?.key ?? ""] ?? [],
    ),
  };
}

const KINDS = { string: "string", bool: "boolean", int: "number", double: "number" } as const;

/** An attribute whose value is null is left out. The value has to be of the type that is written, by default a text. */
function readAttribute<Place>(list: ProblemList<Place>, item: ConfigurationNode<Place>): AttributeValue | undefined {
  const node = valueOf(item, "value");
  if (node === undefined) {
    return undefined;
  }
  const type = valueOf(item, "type");
  const written = (type?.kind === "scalar" && String(type.value)) || "string";
  const kind = KINDS[written.replace(/_array$/, "") as keyof typeof KINDS];
  if (node.kind === "scalar" && node.late !== undefined) {
    return kind === "string" ? readText(list, node) : (refuseLate(list, node), undefined);
  }
  const values = node.kind === "array" ? node.items.map(plainValue) : [plainValue(node)];
  const fits = values.every((value) => typeof value === kind && (!written.startsWith("int") || Number.isInteger(value)));
  if (!fits || (node.kind === "array") !== written.endsWith("_array")) {
    list.problems.push({
      kind: "invalid",
      place: node.place,
      message: `the attribute's \`value\` is not of its type \`${written}\``,
      help: type === undefined ? "add its `type`: without one it is `string`" : undefined,
    });
    return undefined;
  }
  if (node.kind === "scalar") {
    return kind === "string" ? readText(list, node) : (node.value as number | boolean);
  }
  return values as readonly string[];
}
