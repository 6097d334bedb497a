/**
 * Calls a service over HTTP/1.1 in a process in which the instrumentation of `http` came first, and sends its spans to the
 * receiver in TARGET.
 */
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { startInstrumentations } from "../../../runtime/src/telemetry/instrumentations/index.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";

const telemetry = defineTelemetry({ serviceName: "layers", exporters: [otlpHttpTraces({ endpoint: "${env:TARGET}" })] });
startInstrumentations(telemetry, { http: () => new HttpInstrumentation() });

// Loaded after the instrumentation, as an application is.
const { createClient } = await import("@connectrpc/connect");
const { createConnectTransport } = await import("@connectrpc/connect-node");
const { clientInterceptor, serverInterceptor } = await import("../../../runtime/src/boundaries/connect/index.ts");
const { traced } = await import("../../../runtime/src/index.ts");
const { PaymentService } = await import("./payment-service.ts");
const { startServers } = await import("./servers.ts");

const work = traced("work", async () => ({ paymentId: "p1" }));
const servers = await startServers({ charge: work }, [serverInterceptor()]);
const transport = createConnectTransport({ baseUrl: servers.http1, httpVersion: "1.1", interceptors: [clientInterceptor()] });
const call = traced("caller", () => createClient(PaymentService, transport).charge({ orderId: "o1" }));
await call();
servers.close();
await telemetry.shutdown();
