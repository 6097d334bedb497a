import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";

/** A request for an effect. Times are milliseconds of the system's clock. */
export interface EffectRequest {
  /** What is asked for, such as `pack`; `stuck` is never answered. */
  readonly effect: string;
  readonly key: string;
  readonly attempt: number;
  /** The process id of the worker. */
  readonly worker: number;
  readonly milliseconds: number;
  readonly at: number;
  /** When it was answered. */
  answeredAt?: number;
  /** When its socket was closed before an answer. */
  closedAt?: number;
}

/** The other system, which tasks have effects in: it has each effect once for each idempotency key. */
export interface EffectServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly EffectRequest[];
  /** The keys of the effects that happened, each once, in their order. */
  readonly keys: readonly string[];
  /** Waits until this holds for the requests so far; it is asked whenever something changes. */
  until(condition: (requests: readonly EffectRequest[]) => boolean): Promise<void>;
  /**
   * Lets requests with this key wait for their answers.
   *
   * @returns What lets them be answered.
   */
  hold(key: string): () => void;
}

/** Starts it on a free port of the loopback interface. */
export async function startEffectServer(): Promise<EffectServer> {
  const requests: EffectRequest[] = [];
  const keys = new Set<string>();
  const held = new Map<string, Promise<void>>();
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const check of waiting) {
      check();
    }
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = JSON.parse((await request.toArray()).join("")) as EffectRequest;
    // Sockets that were closed before it was sent are seen first, whatever the order in which this turn reads them.
    await nextTurn();
    await nextTurn();
    const effect: EffectRequest = { ...asked, effect: (request.url ?? "/").slice(1), at: Date.now() };
    requests.push(effect);
    response.once("close", () => {
      if (effect.answeredAt === undefined) {
        effect.closedAt = Date.now();
        changed();
      }
    });
    changed();
    if (effect.effect === "stuck") {
      return;
    }
    await Promise.all([held.get(effect.key), sleep(keys.has(effect.key) ? 0 : effect.milliseconds)]);
    if (effect.closedAt === undefined) {
      effect.answeredAt = Date.now();
      keys.add(effect.key);
      response.end();
      changed();
    }
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get keys() {
      return [...keys];
    },
    until: (condition) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const check = (): void => {
        if (condition(requests)) {
          waiting.delete(check);
          resolve();
        }
      };
      waiting.add(check);
      check();
      return promise;
    },
    hold: (key) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(key, promise);
      return resolve;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
