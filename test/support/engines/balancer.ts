import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

export interface Balancer extends AsyncDisposable {
  readonly port: number;
}

/**
 * What stands before several workers in a cluster: passes each connection to the next of them that takes it. Restate sends
 * to one address.
 */
export async function startBalancer(targets: readonly number[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer((socket) => {
    keep(socket);
    socket.once("error", () => socket.destroy());
    forward(socket, turn++, targets.length);
  });
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };
  const forward = (socket: Socket, first: number, left: number): void => {
    const target = connect(targets[first % targets.length] ?? 0, "127.0.0.1");
    keep(target);
    target.once("error", () => {
      // One that was killed is passed over; what was under way with it is lost.
      if (target.bytesRead === 0 && target.bytesWritten === 0 && left > 1) {
        forward(socket, first + 1, left - 1);
      } else {
        socket.destroy();
      }
    });
    target.once("connect", () => {
      socket.pipe(target).pipe(socket);
      socket.once("close", () => target.destroy());
      target.once("close", () => socket.destroy());
    });
  };
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      await once(server.close(), "close");
    },
  };
}
