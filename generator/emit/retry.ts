import type { RetryPolicy, Task } from "../ir/task.ts";

/**
 * The policy that most tasks follow, apart from the errors that each of them names; undefined where no two
 * tasks agree. Of several, the one that comes first in the spec.
 */
export function commonRetry(tasks: readonly Task[]): RetryPolicy | undefined {
  const counts = new Map<string, { readonly policy: RetryPolicy; count: number }>();
  for (const { policy } of tasks) {
    const shared: RetryPolicy = { ...policy.retry, nonRetryableErrors: [] };
    const key = JSON.stringify(Object.entries(shared).toSorted());
    const entry = counts.get(key) ?? { policy: shared, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  const [most] = [...counts.values()].toSorted((left, right) => right.count - left.count);
  return most !== undefined && most.count > 1 ? most.policy : undefined;
}
