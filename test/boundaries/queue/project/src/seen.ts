const times = new Map<string, number>();

/** Notes that an order is charged, and says how often that was. */
export function seen(id: string, tenantId: string): number {
  const count = (times.get(id) ?? 0) + 1;
  times.set(id, count);
  console.log(`seen ${JSON.stringify({ id, tenantId, count })}`);
  return count;
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
