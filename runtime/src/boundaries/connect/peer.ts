import { createContextKey, createContextValues } from "@connectrpc/connect";
import type { ContextValues } from "@connectrpc/connect";
import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_CLIENT_ADDRESS,
  ATTR_NETWORK_PEER_ADDRESS,
  ATTR_NETWORK_PEER_PORT,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from "@opentelemetry/semantic-conventions";
import type { Side } from "./status.ts";

/** The other end of a connection. */
export interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

const PEER = createContextKey<Peer>({}, { description: "the other end of the connection" });

/**
 * Lets `serverInterceptor({ peerAttributes: true })` know who calls: `connectNodeAdapter({ routes, interceptors, contextValues:
 * peerContextValues })`.
 */
export function peerContextValues(request: { readonly socket: Peer }): ContextValues {
  const { remoteAddress, remotePort } = request.socket;
  return createContextValues().set(PEER, { remoteAddress, remotePort });
}

/** What a request says of both ends. */
export function peerAttributesOf(side: Side, url: string, values: ContextValues): Attributes {
  const { protocol, hostname, port } = new URL(url);
  const { remoteAddress, remotePort } = side === "server" ? values.get(PEER) : {};
  return {
    [ATTR_SERVER_ADDRESS]: hostname,
    [ATTR_SERVER_PORT]: Number(port || (protocol === "https:" ? 443 : 80)),
    ...(remoteAddress !== undefined && {
      [ATTR_CLIENT_ADDRESS]: remoteAddress,
      [ATTR_NETWORK_PEER_ADDRESS]: remoteAddress,
      ...(remotePort !== undefined && { [ATTR_NETWORK_PEER_PORT]: remotePort }),
    }),
  };
}
