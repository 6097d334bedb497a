import type { Application, Tasks } from "../application.ts";
import type { ClientFactory, EmbeddedOptions } from "../client.ts";
import { createClient } from "./embedded-client.ts";
import { createSchedule } from "./embedded-schedule.ts";
import { createHost } from "./host.ts";
import { HostedWorkflow } from "./hosted-workflow.ts";

/** DESIGN 2: what a handler that ignores its signal is given before it is abandoned. Milliseconds. */
const GRACE_PERIOD = 5_000;

/**
 * The default engine: in this process, without a server. A crash loses the runs that are under way; where
 * that must not be, run the same code on Restate or Temporal. All clients are made before the first run: children are
 * found by name.
 *
 * @throws {RangeError} if `maxConcurrentRuns` is less than 1.
 */
export function embedded(application: Application, tasks: Tasks, options: EmbeddedOptions = {}): ClientFactory {
  return embeddedWithGrace(application, tasks, options, GRACE_PERIOD);
}

/** `embedded` with a grace period of its own. For tests: 5 s is a promise of the runtime. */
export function embeddedWithGrace(
  application: Application,
  tasks: Tasks,
  options: EmbeddedOptions,
  gracePeriod: number,
): ClientFactory {
  const host = createHost(application, tasks, options, gracePeriod);
  return {
    client(definition) {
      return createClient(new HostedWorkflow(host, definition));
    },
    scheduledClient(definition) {
      const hosted = new HostedWorkflow(host, definition);
      return { ...createClient(hosted), schedule: createSchedule(hosted, definition.scheduler, definition.scheduledInput) };
    },
  };
}
