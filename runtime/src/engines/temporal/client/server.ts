import { Connection, isGrpcServiceError, ScheduleClient, WorkflowClient } from "@temporalio/client";
import type { WorkflowClientInterceptor } from "@temporalio/client";
import { defaultPayloadConverter } from "@temporalio/common";
import { callUntraced } from "../../../telemetry/suppression.ts";
import { connectionSettings } from "../connection.ts";
import type { TemporalConnectionOptions } from "../connection.ts";
import { TemporalConnectionError } from "../connection-error.ts";
import { CARRIER_HEADER } from "../protocol.ts";

/** gRPC: the server cannot be reached, or does not answer in time. */
const UNAVAILABLE = 14;
const DEADLINE_EXCEEDED = 4;

/** Before the server is asked again for the end of a run. Milliseconds. */
const PAUSE = 1_000;

/** Temporal's server, as the clients of one application reach it. */
export interface TemporalServer {
  /**
   * Asks something of the server.
   *
   * @param header Goes with a start or a signal.
   * @throws {TemporalConnectionError} if it does not answer, and whatever the SDK throws.
   */
  ask<Answer>(question: (client: WorkflowClient) => Promise<Answer>, header?: object): Promise<Answer>;
  /** As `ask`, of schedules. */
  askSchedules<Answer>(question: (client: ScheduleClient) => Promise<Answer>): Promise<Answer>;
  /** As `ask`, for what may take days: waits also while the server does not answer. */
  askPatiently<Answer>(question: (client: WorkflowClient) => Promise<Answer>): Promise<Answer>;
}

interface ReachedServer {
  readonly address: string;
  readonly connection: Connection;
  readonly namespace: string;
}

/** Nothing is read and nobody is called before the first question. */
export function createServer(options: TemporalConnectionOptions): TemporalServer {
  const { dataConverter } = options;
  const converter = dataConverter && { dataConverter };
  let reached: ReachedServer | undefined;
  const reach = (): ReachedServer => {
    if (reached === undefined) {
      const { connection, namespace } = connectionSettings(options);
      const { address = "localhost:7233" } = connection;
      reached = { address, connection: Connection.lazy(connection), namespace };
    }
    return reached;
  };
  const guarded = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      // A span of it says nothing that ours do not.
      return await callUntraced(ask);
    } catch (error) {
      throw isUnreachable(error) ? new TemporalConnectionError(reach().address, error) : error;
    }
  };
  const ask: TemporalServer["ask"] = (question, header) => {
    const { connection, namespace } = reach();
    const interceptors = header === undefined ? [] : [interceptorFor(header)];
    return guarded(() => question(new WorkflowClient({ connection, namespace, interceptors, ...converter })));
  };
  return {
    ask,
    async askPatiently(question) {
      for (;;) {
        try {
          return await ask(question);
        } catch (error) {
          if (!(error instanceof TemporalConnectionError)) {
            throw error;
          }
        }
        await new Promise((resolve) => {
          setTimeout(resolve, PAUSE);
        });
      }
    },
    askSchedules(question) {
      const { connection, namespace } = reach();
      return guarded(() => question(new ScheduleClient({ connection, namespace, ...converter })));
    },
  };
}

function interceptorFor(header: object): WorkflowClientInterceptor {
  const headers = { [CARRIER_HEADER]: defaultPayloadConverter.toPayload(header) };
  return {
    start: (input, next) => next({ ...input, headers: { ...input.headers, ...headers } }),
    signal: (input, next) => next({ ...input, headers: { ...input.headers, ...headers } }),
  };
}

function isUnreachable(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return isGrpcServiceError(cause) && (cause.code === UNAVAILABLE || cause.code === DEADLINE_EXCEEDED);
}
