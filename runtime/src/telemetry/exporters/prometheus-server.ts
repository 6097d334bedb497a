import type { IncomingMessage, ServerResponse } from "node:http";
import { warn } from "../lifecycle/warn.ts";
import { untraced } from "../untraced-server.ts";
import { PROMETHEUS_PATH } from "./prometheus-options.ts";
import type { PrometheusSettings } from "./prometheus-options.ts";

/** Ports that TCP has. */
const MAXIMUM_PORT = 65_535;

/**
 * Answers scrapes. Neither the server nor its connections keep the process alive; one that cannot listen is told of in
 * one warning, and the process goes on without it.
 *
 * The SDK's own server would hold the process while a scraper keeps its connection open, and says nothing of a port
 * that is taken.
 *
 * @returns what closes it.
 */
export function servePrometheus(
  settings: PrometheusSettings,
  scrape: (request: IncomingMessage, response: ServerResponse) => void,
): () => Promise<void> {
  const { createServer } = process.getBuiltinModule("node:http");
  const server = untraced(createServer((request, response) => {
    if (request.url?.split("?", 1)[0] === PROMETHEUS_PATH) {
      scrape(request, response);
    } else {
      response.writeHead(404, { "content-type": "text/plain" }).end(`Metrics are at ${PROMETHEUS_PATH}.\n`);
    }
  })).unref();
  let warned = false;
  const tell = (error: NodeJS.ErrnoException) => {
    if (!warned) {
      warned = true;
      warn(`metrics cannot be scraped at ${settings.url}: ${error.message}. ${adviceFor(error)} Workflows run on.`);
    }
  };
  server.on("connection", (socket) => {
    socket.unref();
  });
  server.on("error", tell);
  if (settings.port <= MAXIMUM_PORT) {
    server.listen({ host: settings.host, port: settings.port });
  } else {
    tell(new Error(`there is no port ${settings.port}`));
  }
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeIdleConnections();
    });
}

function adviceFor({ code }: NodeJS.ErrnoException): string {
  const variables = "OTEL_EXPORTER_PROMETHEUS_PORT, or `port` of the exporter in the spec";
  switch (code) {
    case "EADDRINUSE":
      return `Another process, or another telemetry of this one, has the port: set ${variables}.`;
    case "EACCES":
      return `This user may not listen on that port: set ${variables}.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return "The host is none of this machine: set OTEL_EXPORTER_PROMETHEUS_HOST, or `host` of the exporter in the spec.";
    default:
      return `Set ${variables}.`;
  }
}
