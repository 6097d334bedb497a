import type { Engines, EngineSettings } from "../ir/engines.ts";
import type { Member, SourceNode } from "../source/node.ts";
import { asNumber, asObject, asStringNode, get, membersOf } from "./read.ts";

/**
 * Reads which engines are to run the workflows.
 *
 * @param spec The name of the spec: that of Temporal's task queue, where there is no other.
 */
export function lowerEngines(node: SourceNode | undefined, spec: string): Engines {
  const chosen = new Map(membersOf(node).map((member) => [member.key, member]));
  const temporal = settingsOf(chosen.get("temporal"));
  const taskQueue = asStringNode(get(chosen.get("temporal")?.value, "taskQueue"));
  return {
    restate: settingsOf(chosen.get("restate")),
    temporal: temporal && {
      ...temporal,
      taskQueue: taskQueue?.value ?? spec,
      taskQueueRange: taskQueue?.range ?? temporal.nameRange,
    },
  };
}

function settingsOf(member: Member | undefined): EngineSettings | undefined {
  const origin = asObject(member?.value);
  return member === undefined || origin === undefined
    ? undefined
    : { nameRange: member.keyRange, maxConcurrentTasks: asNumber(get(origin, "maxConcurrentTasks")) };
}
