import { receiveMessageOnPort, threadId } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { connectRelay } from "../../../telemetry/relay/relay.ts";
import type { FromThread, ToThread } from "../messages.ts";

/** The port of the latest attempt. It stays open until the next one: what a handler has left to do may make spans yet. */
let current: MessagePort | undefined;

/** From now on, this thread talks over the port of another attempt. */
export function openLink(port: MessagePort): ParentLink {
  current?.close();
  current = port;
  connectRelay((told) => {
    port.postMessage({ ...told, thread: threadId } satisfies FromThread);
  });
  return new ParentLink(port);
}

/** How an attempt in a thread talks to the one that called it. */
export class ParentLink {
  private readonly port: MessagePort;
  private listener: ((message: ToThread) => void) | undefined;

  constructor(port: MessagePort) {
    this.port = port;
  }

  /** @throws DOMException if the message cannot be cloned. */
  tell(message: FromThread): void {
    this.port.postMessage(message);
  }

  listen(listener: (message: ToThread) => void): void {
    this.listener = listener;
    this.port.on("message", listener);
  }

  /** Hears what was told, now: a handler that does not let go of its thread would never hear it. */
  poll(): void {
    const received = receiveMessageOnPort(this.port) as { readonly message: ToThread } | undefined;
    if (received !== undefined) {
      this.listener?.(received.message);
    }
  }
}
