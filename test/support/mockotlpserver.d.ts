/** The part of `@elastic/mockotlpserver` that we use; the package ships no types for it. */
declare module "@elastic/mockotlpserver" {
  export class MockOtlpServer {
    readonly grpcUrl: URL | string | null;
    readonly httpUrl: URL | string | null;
    constructor(options: {
      readonly logLevel?: string;
      readonly services?: readonly ("http" | "grpc" | "ui")[];
      readonly grpcHostname?: string;
      readonly grpcPort?: number;
      readonly httpHostname?: string;
      readonly httpPort?: number;
      readonly onTrace?: (request: unknown) => void;
      readonly onMetrics?: (request: unknown) => void;
      readonly onLogs?: (request: unknown) => void;
    });
    start(): Promise<void>;
    close(): Promise<void>;
  }
}
