import { once } from "node:events";
import type { ClientHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import { ExportError } from "./export-error.ts";
import type { OtlpSettings } from "./otlp-settings.ts";

/**
 * Opens the HTTP/2 connection for gRPC calls, through a proxy if a variable names one.
 *
 * @throws Error if nobody can be reached, or the certificate is not to be trusted.
 */
export async function connectGrpc(settings: OtlpSettings, deadline: AbortSignal): Promise<ClientHttp2Session> {
  const target = new URL(settings.endpoint);
  const proxy = proxyOf(target);
  const tunnel = proxy && (await openTunnel(proxy, target, deadline));
  // Loaded with the first connection, as is the rest of Node's network: it costs the start of a program.
  const { connect } = process.getBuiltinModule("node:http2");
  const session = connect(settings.endpoint, {
    ...settings.certificates,
    ...(tunnel && { createConnection: () => (target.protocol === "https:" ? secure(tunnel, target, settings) : tunnel) }),
  });
  session.unref();
  await once(session, "connect", { signal: deadline });
  // From now on the calls fail with it, and say so.
  session.on("error", () => {});
  return session;
}

/**
 * The proxy for gRPC calls, by the variables that gRPC clients read.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/environment_variables.md
 */
export function proxyOf(target: URL): URL | undefined {
  const proxy = ["grpc_proxy", "https_proxy", "http_proxy"].map((name) => process.env[name]).find(Boolean);
  const exempt = process.env["no_grpc_proxy"] ?? process.env["no_proxy"] ?? "";
  return proxy === undefined || !URL.canParse(proxy) || isExempt(target.hostname, exempt) ? undefined : new URL(proxy);
}

function isExempt(host: string, exempt: string): boolean {
  const domains = exempt.split(",").map((domain) => domain.trim().replace(/^\*?\./, ""));
  return domains.some((domain) => domain !== "" && (domain === host || host.endsWith(`.${domain}`)));
}

async function openTunnel(proxy: URL, target: URL, deadline: AbortSignal): Promise<Socket> {
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  const credentials = decodeURIComponent(`${proxy.username}:${proxy.password}`);
  const { request } = process.getBuiltinModule("node:http");
  const connecting = request({
    method: "CONNECT",
    host: proxy.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: proxy.port || 80,
    path: `${target.hostname}:${port}`,
    headers: credentials === ":" ? {} : { "proxy-authorization": `Basic ${btoa(credentials)}` },
    signal: deadline,
    agent: false,
  });
  connecting.on("socket", (socket) => socket.unref()).end();
  const [response, socket] = (await once(connecting, "connect")) as [{ readonly statusCode: number }, Socket];
  if (response.statusCode !== 200) {
    socket.destroy();
    throw new ExportError(`the proxy ${proxy.host} answers with HTTP status ${response.statusCode}`, {});
  }
  return socket;
}

function secure(socket: Socket, target: URL, { certificates }: OtlpSettings): Socket {
  const { connect } = process.getBuiltinModule("node:tls");
  return connect({ socket, servername: target.hostname, ALPNProtocols: ["h2"], ...certificates });
}
