import { EventEmitter } from "node:events";
import { SpanKind } from "@opentelemetry/api";
import type { Attributes, Span, Tracer } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE, ATTR_HTTP_RESPONSE_STATUS_CODE } from "@opentelemetry/semantic-conventions";
import { httpStatusOf } from "./http-status.ts";
import { tracerOf } from "./spanned-call.ts";
import type { AnyFunction, SpannedCall } from "./spanned-call.ts";
import { spannedFunction } from "./spanned-function.ts";

/** The names of the methods of a client, without those of every object: `{}` has a `toString` too. */
export type MethodOf<Client> = {
  [Name in keyof Client & string]: Client[Name] extends AnyFunction ? Exclude<Name, keyof typeof Object.prototype> : never;
}[keyof Client & string];

/** How the calls of a client are traced. */
export interface WrapOptions<Client extends object> {
  /** By name, as in `k8s-client`, or a tracer of your own. */
  readonly tracer: string | Tracer;
  /** What the name of a span begins with: `storage.Bucket` for `storage.Bucket/get`. */
  readonly prefix: string;
  /**
   * The methods that have spans, each with what stands for it in the name of its span; or what finds that for any method, and
   * `undefined` for one that has none. Default: all methods, each with its own name.
   */
  readonly methods?: Readonly<Partial<Record<MethodOf<Client>, string>>> | ((method: string) => string | undefined) | undefined;
  /**
   * Attributes of the span of a call, from its arguments. Default: none, whatever the arguments are, for they may be secret.
   * Not computed for a span that is not recorded.
   */
  readonly attributes?: AttributesOf<Client> | undefined;
}

/** Attributes of calls, by method. */
export type AttributesOf<Client> = {
  readonly [Name in MethodOf<Client>]?: Client[Name] extends (...parameters: infer Parameters) => unknown
    ? (...parameters: Parameters) => Attributes
    : never;
};

const CLIENT = { kind: SpanKind.CLIENT };

/** What a promise has, and what `JSON.stringify` calls. */
const NO_METHODS = new Set(["then", "catch", "finally", "toJSON"]);

/**
 * Gives every call of a client's methods a span of kind client, `prefix/method`, below the active one. What it returns has
 * the type of the client, and does in all else as the client does: private fields, getters, setters, `instanceof`, the
 * names of its properties.
 *
 * A span ends when the call returns, or when the promise that it returns has settled; that of a generator when it has been
 * read. What else a method returns (a stream, a cursor, a client for a part) is returned as it is, without spans of its
 * own: wrap what you call. A method that returns the client returns it with its spans. Calls that a client makes to itself
 * have none, nor have `then`, methods named by symbols, and what every object and every `EventEmitter` has.
 *
 * A failed call is ERROR with `error.type` and the exception; where the error says an HTTP status, that is in
 * `http.response.status_code`, and is the `error.type` of an error that has no name of its own.
 */
export function wrapClient<Client extends object>(client: Client, options: WrapOptions<Client>): Client {
  const functions = new Map<PropertyKey, { readonly original: unknown; readonly wrapped: AnyFunction }>();
  const tracer = tracerOf(options.tracer);
  const attributes = new Map<PropertyKey, unknown>(Object.entries(options.attributes ?? {}));
  /** A method finds private fields in the client itself only. */
  const receiverOf = (receiver: unknown): unknown => (receiver === proxy ? client : receiver);
  const resultOf = (result: unknown): unknown => (result === client ? proxy : result);

  const wrap = (property: PropertyKey, original: AnyFunction): AnyFunction => {
    const name = typeof property === "string" ? nameOf(client, options.methods, property) : undefined;
    if (name === undefined) {
      const apply = (target: AnyFunction, receiver: unknown, parameters: unknown[]): unknown =>
        resultOf(Reflect.apply(target, receiverOf(receiver), parameters));
      return new Proxy(original, { apply });
    }
    const call: SpannedCall = {
      tracer,
      name: `${options.prefix}/${name}`,
      options: CLIENT,
      attributes: attributes.get(property) as SpannedCall["attributes"],
      resultOf,
      describeFailure: describeStatus,
    };
    return spannedFunction(call, original, receiverOf);
  };

  const proxy: Client = new Proxy(thawed(client), {
    get(_, property) {
      const value: unknown = Reflect.get(client, property);
      if (typeof value !== "function" || property === "constructor") {
        return value;
      }
      // The same function each time it is read, unless somebody has set another one.
      const before = functions.get(property);
      if (before?.original === value) {
        return before.wrapped;
      }
      const wrapped = wrap(property, value as AnyFunction);
      functions.set(property, { original: value, wrapped });
      return wrapped;
    },
    set: (_, property, value) => Reflect.set(client, property, value),
  });
  return proxy;
}

/** The last part of the name of a method's spans; undefined for one that has none. */
function nameOf<Client extends object>(client: Client, methods: WrapOptions<Client>["methods"], method: string): string | undefined {
  if (typeof methods === "object") {
    return Object.hasOwn(methods, method) ? (methods as Readonly<Record<string, string>>)[method] : undefined;
  }
  const isCommon =
    NO_METHODS.has(method) ||
    method in Object.prototype ||
    (typeof client === "function" && method in Function.prototype) ||
    (client instanceof EventEmitter && method in EventEmitter.prototype);
  if (isCommon) {
    return undefined;
  }
  return methods === undefined ? method : methods(method);
}

function describeStatus(span: Span, error: unknown): void {
  const status = httpStatusOf(error);
  if (status !== undefined) {
    span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
    if (!(error instanceof Error) || error.name === "Error") {
      span.setAttribute(ATTR_ERROR_TYPE, String(status));
    }
  }
}

/** What a proxy of the client stands on: where a method cannot be replaced, a proxy could give out nothing else. */
function thawed<Client extends object>(client: Client): Client {
  const descriptors = Object.getOwnPropertyDescriptors(client) as Readonly<Record<string, PropertyDescriptor>>;
  const properties = Object.entries(descriptors);
  if (typeof client === "function" || !properties.some(([, descriptor]) => isFixedMethod(descriptor))) {
    return client;
  }
  const configurable = properties.map(([name, descriptor]) => [name, { ...descriptor, configurable: true }] as const);
  return Object.create(Object.getPrototypeOf(client) as object, Object.fromEntries(configurable)) as Client;
}

function isFixedMethod({ configurable, writable, value }: PropertyDescriptor): boolean {
  return configurable === false && writable === false && typeof value === "function";
}
