import type { Socket } from "node:net";

/** Milliseconds. */
const TIMEOUT = 2_000;

/** What listens at an address, as far as that is not what an exporter expects there. */
export type Speaks = "tls" | "no tls" | "http/2" | "http/1.1";

/** Errors of connections that end as if the other side had not understood. */
const MISUNDERSTANDINGS =
  /^(ECONNRESET|EPIPE|EPROTO|HPE_|ERR_HTTP2_|ERR_SSL_(WRONG_VERSION|PACKET_LENGTH|TLSV1_ALERT_NO_APPLICATION))/;

/**
 * Finds out by its answers what it is that did not understand an exporter, without keeping the process alive.
 *
 * @param code of the error that the exporter met.
 * @param expected what the exporter speaks.
 * @returns nothing if it is what the exporter expects, or does not say what it is.
 */
export async function whatSpeaksInstead(
  endpoint: string,
  code: string | undefined,
  expected: "http/2" | "http/1.1",
): Promise<Speaks | undefined> {
  if (code === undefined || !MISUNDERSTANDINGS.test(code)) {
    return undefined;
  }
  const url = new URL(endpoint);
  const secure = await speaksTls(url);
  if (secure !== (url.protocol === "https:")) {
    return secure ? "tls" : "no tls";
  }
  if (expected === "http/1.1") {
    return (await speaksHttp2(url)) ? "http/2" : undefined;
  }
  return (await speaksHttp2(url)) || !(await speaksHttp1(url)) ? undefined : "http/1.1";
}

function speaksTls(url: URL): Promise<boolean> {
  const socket = process.getBuiltinModule("node:tls").connect({ ...address(url), servername: serverName(url), rejectUnauthorized: false });
  return answer(socket, "secureConnect");
}

/** Its settings are the first thing that an HTTP/2 server sends. */
function speaksHttp2(url: URL): Promise<boolean> {
  const session = process.getBuiltinModule("node:http2").connect(url.origin, { rejectUnauthorized: false });
  session.unref();
  return new Promise((resolve) => {
    const finish = (speaks: boolean) => {
      session.destroy();
      resolve(speaks);
    };
    session.once("remoteSettings", () => {
      finish(true);
    });
    session.on("error", () => {
      finish(false);
    });
    session.once("close", () => {
      finish(false);
    });
    session.setTimeout(TIMEOUT, () => {
      finish(false);
    });
  });
}

async function speaksHttp1(url: URL): Promise<boolean> {
  const tls = { servername: serverName(url), rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] };
  const socket =
    url.protocol === "https:"
      ? process.getBuiltinModule("node:tls").connect({ ...address(url), ...tls })
      : process.getBuiltinModule("node:net").connect(address(url));
  socket.write(`OPTIONS * HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
  return answer(socket, "data", (data) => String(data).startsWith("HTTP/1."));
}

function address(url: URL): { readonly host: string; readonly port: number } {
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(url.port || (url.protocol === "https:" ? 443 : 80)),
  };
}

/** The name for TLS. RFC 6066 has none for addresses. */
function serverName(url: URL): string {
  return process.getBuiltinModule("node:net").isIP(address(url).host) === 0 ? url.hostname : "";
}

/** Waits for an event that says yes. */
function answer(socket: Socket, event: string, isYes: (data: unknown) => boolean = () => true): Promise<boolean> {
  socket.unref();
  return new Promise((resolve) => {
    const finish = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once(event, (data: unknown) => {
      finish(isYes(data));
    });
    socket.on("error", () => {
      finish(false);
    });
    socket.once("close", () => {
      finish(false);
    });
    socket.setTimeout(TIMEOUT, () => {
      finish(false);
    });
  });
}
