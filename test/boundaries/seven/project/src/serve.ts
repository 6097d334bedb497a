import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { tracedListener } from "@gen-flows/runtime/http";
import { telemetry } from "./flows/generated/telemetry.ts";
import type { Parcel, Trail } from "./flows/generated/types.ts";

/** Answers requests with what a flow comes to, until the process is told to stop. Says where on stdout. */
export function serve(route: string, flow: (parcel: Parcel) => Promise<Trail>): void {
  telemetry.start();
  const listener = tracedListener(
    async (request: IncomingMessage, response: ServerResponse) => {
      response.end(JSON.stringify(await flow((await json(request)) as Parcel)));
    },
    { route },
  );
  const server = createServer(listener);
  server.listen(0, "127.0.0.1", () => {
    console.log(`listening on ${(server.address() as AddressInfo).port}`);
  });
  process.on("SIGTERM", async () => {
    server.close();
    await telemetry.shutdown();
  });
}
