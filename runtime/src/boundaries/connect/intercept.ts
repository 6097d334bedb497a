import type { Interceptor } from "@connectrpc/connect";
import { context } from "@opentelemetry/api";
import type { Call } from "./call.ts";
import { messagesOf } from "./stream.ts";

type Next = ReturnType<Interceptor>;

/** Makes a call: it ends with its answer, or once the messages of its answer have been read. */
export async function intercept(call: Call, next: Next, request: Parameters<Next>[0]): ReturnType<Next> {
  try {
    const response = await context.with(call.active, next, undefined, request);
    if (response.stream) {
      return { ...response, message: messagesOf(call, response.message, request.signal) };
    }
    call.succeeded();
    return response;
  } catch (error) {
    call.failed(error);
    throw error;
  }
}
