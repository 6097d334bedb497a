import { NativeConnection } from "@temporalio/worker";
import type { NativeConnectionOptions } from "@temporalio/worker";
import { TemporalConnectionError } from "../connection-error.ts";

/** @throws {TemporalConnectionError} */
export async function connect(options: NativeConnectionOptions): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(options);
  } catch (error) {
    throw new TemporalConnectionError(options.address ?? "localhost:7233", error);
  }
}
