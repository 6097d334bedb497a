import { valueOf } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { readNumber } from "./read-setting.ts";
import type { LimitSettings } from "./settings.ts";

/** Reads how much a span holds: what `limits` leaves out is that of all signals. */
export function mapLimits<Place>(
  list: ProblemList<Place>,
  general: ConfigurationNode<Place> | undefined,
  limits: ConfigurationNode<Place> | undefined,
): LimitSettings {
  const read = (key: string) => readNumber(list, valueOf(limits, key));
  const readShared = (key: string) => read(key) ?? readNumber(list, valueOf(general, key));
  return {
    attributeValueLength: readShared("attribute_value_length_limit"),
    attributeCount: readShared("attribute_count_limit"),
    eventCount: read("event_count_limit"),
    linkCount: read("link_count_limit"),
    attributesPerEvent: read("event_attribute_count_limit"),
    attributesPerLink: read("link_attribute_count_limit"),
  };
}
