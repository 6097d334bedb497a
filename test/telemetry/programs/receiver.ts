/**
 * An OTLP receiver that was not written here, in a process of its own, so that it can be killed:
 * `receiver.ts <file> <http port> <grpc port> [requests]`.
 *
 * Each span that arrives is a line of JSON in the file, written before the next request is looked at. After so many
 * requests with spans the process kills itself, as a crash would; or when its parent says so, at any moment but the one
 * between its answer to a request and its line in the file. Another message is answered when all that was received
 * before is in the file.
 */
import { appendFileSync } from "node:fs";
import { MockOtlpServer } from "@elastic/mockotlpserver";

// oxlint-disable-next-line typescript/no-explicit-any -- the receiver's decoded messages have no types
type Message = any;

const [file = "", httpPort, grpcPort, requests = "Infinity"] = process.argv.slice(2);
let left = Number(requests);

function append(lines: readonly object[]): void {
  appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

function hex(bytes: Uint8Array | string): string {
  return typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("hex");
}

function serviceOf(resource: Message): string {
  return resource.attributes.find(({ key }: Message) => key === "service.name").value.stringValue;
}

const server = new MockOtlpServer({
  logLevel: "fatal",
  services: ["http", "grpc"],
  httpHostname: "127.0.0.1",
  httpPort: Number(httpPort),
  grpcHostname: "127.0.0.1",
  grpcPort: Number(grpcPort),
  onTrace: (request: Message) => {
    for (const { resource, scopeSpans } of request.resourceSpans) {
      const service = serviceOf(resource);
      append(
        scopeSpans.flatMap((scope: Message) =>
          scope.spans.map((span: Message) => ({
            service,
            id: hex(span.spanId),
            name: span.name,
            start: String(span.startTimeUnixNano),
            end: String(span.endTimeUnixNano),
          })),
        ),
      );
    }
    left -= 1;
    if (left === 0) {
      process.kill(process.pid, "SIGKILL");
    }
  },
});

await server.start();
process.on("message", (message) => {
  if (message === "crash") {
    process.kill(process.pid, "SIGKILL");
  }
  process.send?.("done");
});
process.on("disconnect", () => process.exit());
process.send?.({ http: Number(new URL(String(server.httpUrl)).port), grpc: Number(new URL(String(server.grpcUrl)).port) });
