import { connectNodeAdapter } from "@connectrpc/connect-node";
import type { ConnectRouter, ServiceImpl } from "@connectrpc/connect";
import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { peerContextValues } from "../../../runtime/src/boundaries/connect/index.ts";
import type { Interceptor } from "@connectrpc/connect";
import { PaymentService } from "./payment-service.ts";

/** The same service by HTTP/1.1 and HTTP/2. */
export interface Servers {
  readonly http1: string;
  readonly http2: string;
  close(): void;
}

/** Serves Connect, gRPC and gRPC-Web on free ports of loopback. */
export async function startServers(
  implementation: Partial<ServiceImpl<typeof PaymentService>>,
  interceptors: readonly Interceptor[],
): Promise<Servers> {
  const handle = connectNodeAdapter({
    routes: (router: ConnectRouter) => router.service(PaymentService, implementation),
    interceptors: [...interceptors],
    contextValues: peerContextValues,
  });
  const sessions = new Set<http2.ServerHttp2Session>();
  const plain = http.createServer(handle);
  const second = http2.createServer(handle).on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  const [first, other] = await Promise.all([plain, second].map(listen));
  return {
    http1: `http://127.0.0.1:${first}`,
    http2: `http://127.0.0.1:${other}`,
    close: () => {
      plain.close();
      plain.closeAllConnections();
      second.close();
      for (const session of sessions) {
        session.destroy();
      }
    },
  };
}

function listen(server: http.Server | http2.Http2Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
