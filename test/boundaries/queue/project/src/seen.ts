import { once } from "node:events";

const times = new Map<string, number>();

/** Notes that an order is charged, and says how often that was. */
export function seen(id: string, tenantId: string | undefined): number {
  const count = (times.get(id) ?? 0) + 1;
  times.set(id, count);
  console.log(`seen ${JSON.stringify({ id, tenantId, count })}`);
  return count;
}

const charging = Promise.withResolvers<void>();

/** Resolves when a handler waits to be cancelled. */
export const cancellable = charging.promise;

/** Waits until a run is cancelled, and says why. */
export async function cancelled(signal: AbortSignal): Promise<never> {
  charging.resolve();
  await once(signal, "abort");
  throw signal.reason;
}

const both = Promise.withResolvers<void>();
let deliveries = 0;

/** Resolves when one job has been delivered twice. */
export const twice = both.promise;

export function delivered(): void {
  deliveries += 1;
  if (deliveries === 2) {
    both.resolve();
  }
}
