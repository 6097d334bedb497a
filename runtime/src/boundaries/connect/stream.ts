import type { StreamResponse } from "@connectrpc/connect";
import { context } from "@opentelemetry/api";
import type { Call } from "./call.ts";

type Messages = StreamResponse["message"];
type Reader = ReturnType<Messages[typeof Symbol.asyncIterator]>;
type Read = ReturnType<Reader["next"]>;

/**
 * Connect's clients tell nobody that a reader has stopped half-way: a call whose signal is not aborted then stays open. Its
 * span ends once nobody is left who could read on.
 */
const unread = new FinalizationRegistry<Call>((call) => {
  call.succeeded();
});

/**
 * The messages of an answer. The call lasts until they have been read, or its signal is aborted; what makes them runs in its
 * span, which matters where a handler is a generator.
 */
export function messagesOf(call: Call, messages: Messages, signal: AbortSignal): Messages {
  const source = context.with(call.active, () => messages[Symbol.asyncIterator]());
  const step = async (take: () => Read): Read => {
    try {
      const result = await context.with(call.active, take);
      if (result.done === true) {
        call.succeeded();
      }
      return result;
    } catch (error) {
      call.failed(error);
      throw error;
    }
  };
  const reader: Messages & Reader = {
    [Symbol.asyncIterator]: () => reader,
    next: () => step(() => source.next()),
    return: (value?: unknown) => step(async () => (await source.return?.(value)) ?? { done: true, value }),
    throw: (error: unknown) => step(() => source.throw?.(error) ?? Promise.reject(error)),
  };
  failOnAbort(call, signal);
  unread.register(reader, call);
  return reader;
}

/** A function of its own, so that what the signal keeps alive is the call, and not its reader. */
function failOnAbort(call: Call, signal: AbortSignal): void {
  const fail = (): void => {
    call.failed(signal.reason);
  };
  if (signal.aborted) {
    fail();
  } else {
    signal.addEventListener("abort", fail, { once: true });
  }
}
