import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { beforeAll, beforeEach, expect, expectTypeOf, test } from "vitest";
import { wrapClient } from "../../runtime/src/index.ts";
import { eventsOf, forgetSpans, kindOf, registerTracing, spans, statusOf, topology } from "../runtime/fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

/** Runs only when it is awaited, as builders of queries do. */
class Query implements PromiseLike<number> {
  readonly #rows: number;

  constructor(rows: number) {
    this.#rows = rows;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- that is what is tested
  then<Result, Failure>(
    resolve?: ((rows: number) => Result | PromiseLike<Result>) | null,
    reject?: ((error: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return Promise.resolve(this.#rows).then(resolve, reject);
  }
}

/** A client with all that clients have: private fields, accessors, methods of every kind. */
class Store {
  static readonly region = "eu";
  readonly #items = new Map<string, string>();
  label = "store";
  readonly fetch = (key: string): string | undefined => this.#items.get(key);

  get size(): number {
    return this.#items.size;
  }

  set only(value: string) {
    this.#items.clear();
    this.#items.set("only", value);
  }

  put(key: string, value: string): this {
    this.#items.set(key, value);
    return this;
  }

  async get<Key extends string>(key: Key): Promise<readonly [Key, string]> {
    const value = this.#items.get(key);
    if (value === undefined) {
      throw new RangeError(`no ${key}`);
    }
    return [key, value];
  }

  async getBoth(first: string, second: string): Promise<readonly string[]> {
    return [(await this.get(first))[1], (await this.get(second))[1]];
  }

  *keys(): Generator<string> {
    yield* this.#items.keys();
  }

  async *scan(): AsyncGenerator<string> {
    yield* this.#items.values();
  }

  download(): Readable {
    return Readable.from(this.#items.values());
  }

  bucket(name: string): { read(): string } {
    return { read: () => name };
  }

  query(): Query {
    return new Query(this.#items.size);
  }

  toString(): string {
    return `Store of ${this.#items.size}`;
  }

  *[Symbol.iterator](): Generator<string> {
    yield* this.#items.keys();
  }

  [Symbol.dispose](): void {
    this.#items.clear();
  }
}

function wrapped(): Store {
  return wrapClient(new Store(), { tracer: "blobstore-client", prefix: "storage.Store" });
}

function names(): readonly string[] {
  return spans().map(({ name }) => name.replace("storage.Store/", ""));
}

test("each method has a span of kind client, of the tracer and the prefix; the type is that of the client", async () => {
  const store = wrapped();
  expectTypeOf(store).toEqualTypeOf<Store>();
  store.put("a", "1");
  expect(await store.get("a")).toEqual(["a", "1"]);
  expectTypeOf(store.get("a")).resolves.toEqualTypeOf<readonly ["a", string]>();
  expect(store.fetch("a")).toBe("1");
  expect(spans().map(({ name, instrumentationScope }) => `${instrumentationScope.name}: ${name}`)).toEqual([
    "blobstore-client: storage.Store/put",
    "blobstore-client: storage.Store/get",
    "blobstore-client: storage.Store/fetch",
  ]);
  expect(spans().map(kindOf)).toEqual(["CLIENT", "CLIENT", "CLIENT"]);
  expect(spans().map(({ attributes }) => attributes)).toEqual([{}, {}, {}]);
});

test("private fields, accessors, symbols and `instanceof` work; none of them has a span", () => {
  const store = wrapped();
  store.only = "1";
  store.label = "mine";
  expect([store.size, store.label, [...store], String(store)]).toEqual([1, "mine", ["only"], "Store of 1"]);
  expect(store).toBeInstanceOf(Store);
  expect(store.constructor).toBe(Store);
  expect(Object.keys(store)).toEqual(Object.keys(new Store()));
  expect("put" in store).toBe(true);
  expect(JSON.stringify(store)).toBe('{"label":"mine"}');
  store[Symbol.dispose]();
  expect(store.size).toBe(0);
  expect(spans()).toEqual([]);
});

test("a method read twice is the same function, with its name and length, until another is set", () => {
  const store = wrapped();
  expect(store.put).toBe(store.put);
  expect([store.put.name, store.put.length]).toEqual(["put", 2]);
  const { put } = store;
  put.call(store, "a", "1");
  expect(store.size).toBe(1);
  expect(() => put.call(undefined as unknown as Store, "a", "1")).toThrow(TypeError);
  expect(spans().map(statusOf)).toEqual(["UNSET", "ERROR"]);
  store.put = () => store;
  expect(store.put).not.toBe(put);
});

test("a client does not become a promise; one that is one can still be awaited", async () => {
  const store = wrapped();
  expect("then" in store).toBe(false);
  expect(await store).toBe(store);
  expect(await wrapClient(new Query(3), { tracer: "db", prefix: "Query" })).toBe(3);
  expect(spans()).toEqual([]);
});

test("what returns the client returns it with its spans; calls of a client to itself have none", async () => {
  const store = wrapped();
  expect(store.put("a", "1")).toBe(store);
  expect(await store.put("b", "2").getBoth("a", "b")).toEqual(["1", "2"]);
  expect(names()).toEqual(["put", "put", "getBoth"]);
  const connecting = wrapClient({ connect: async function () { return this; } }, { tracer: "db", prefix: "Db" });
  expect(await connecting.connect()).toBe(connecting);
});

test("a generator is read in its span; streams, parts of a client and builders are returned as they are", async () => {
  const store = wrapped().put("a", "1").put("b", "2");
  forgetSpans();
  expect([...store.keys()]).toEqual(["a", "b"]);
  for await (const value of store.scan()) {
    expect(spans().map(({ name }) => name)).toEqual(["storage.Store/keys"]);
    expect(value).toBe("1");
    break;
  }
  const stream = store.download();
  expect(stream).toBeInstanceOf(Readable);
  expect(await stream.toArray()).toEqual(["1", "2"]);
  expect(store.bucket("photos").read()).toBe("photos");
  const query = store.query();
  expect(names()).toEqual(["keys", "scan", "download", "bucket", "query"]);
  expect(await query).toBe(2);
});

test("methods can be chosen and named, typed by the client; attributes come from arguments only where they are asked for", async () => {
  const store = wrapClient(new Store().put("a", "1"), {
    tracer: "blobstore-client",
    prefix: "storage.Store",
    methods: { get: "Get" },
    attributes: { get: (key) => ({ "blob.key": key }) },
  });
  store.put("b", "2");
  await store.get("b");
  expect(spans()).toMatchObject([{ name: "storage.Store/Get", attributes: { "blob.key": "b" } }]);
  const byFunction = wrapClient(new Store(), {
    tracer: "blobstore-client",
    prefix: "storage.Store",
    methods: (method) => (method === "put" ? "Put" : undefined),
  });
  byFunction.put("a", "1");
  byFunction.fetch("a");
  expect(names()).toEqual(["Get", "Put"]);

  wrapClient(new Store(), {
    tracer: "t",
    prefix: "p",
    // @ts-expect-error no such method
    methods: { got: "Get" },
  });
  wrapClient(new Store(), {
    tracer: "t",
    prefix: "p",
    // @ts-expect-error the key is text
    attributes: { put: (key: number) => ({ key }) },
  });
});

test("a failed call is an error with its type and the exception; an HTTP status is said, and names an error without a name", async () => {
  const failing = wrapClient(
    {
      plain: () => Promise.reject(new RangeError("no")),
      named: () => Promise.reject(Object.assign(new Error("no"), { name: "NoSuchKey", $metadata: { httpStatusCode: 404 } })),
      unnamed: () => {
        throw Object.assign(new Error("HTTP-Code: 409"), { code: 409 });
      },
      socket: () => Promise.reject(Object.assign(new Error("connect"), { code: "ECONNREFUSED" })),
    },
    { tracer: "t", prefix: "p" },
  );
  await expect(failing.plain()).rejects.toThrow(RangeError);
  await expect(failing.named()).rejects.toThrow("no");
  expect(failing.unnamed).toThrow("HTTP-Code: 409");
  await expect(failing.socket()).rejects.toThrow("connect");
  expect(spans().map(({ name, attributes }) => [name, attributes])).toEqual([
    ["p/plain", { "error.type": "RangeError" }],
    ["p/named", { "error.type": "NoSuchKey", "http.response.status_code": 404 }],
    ["p/unnamed", { "error.type": "409", "http.response.status_code": 409 }],
    ["p/socket", { "error.type": "Error" }],
  ]);
  expect(spans().map(statusOf)).toEqual(Array(4).fill("ERROR"));
  expect(new Set(spans().map((span) => eventsOf(span).join()))).toEqual(new Set(["exception"]));
});

test("an event emitter emits without spans, and a function may be a client", () => {
  class Connection extends EventEmitter {
    ping(): string {
      return "pong";
    }
  }
  const connection = wrapClient(new Connection(), { tracer: "t", prefix: "Connection" });
  let heard = 0;
  expect(connection.on("message", () => heard++)).toBe(connection);
  connection.emit("message");
  expect([heard, connection.listenerCount("message"), connection.ping()]).toEqual([1, 1, "pong"]);
  const get = Object.assign((url: string) => url, { post: (url: string) => `posted ${url}` });
  const http = wrapClient(get, { tracer: "t", prefix: "http" });
  expect([http("/"), Reflect.apply(http, undefined, ["/"]), http.post("/")]).toEqual(["/", "/", "posted /"]);
  expect(spans().map(({ name }) => name)).toEqual(["Connection/ping", "http/post"]);
});

test("a client whose methods cannot be replaced has spans too, and stays as it is", () => {
  const frozen = wrapClient(Object.freeze({ version: 1, read: () => 1 }), { tracer: "t", prefix: "Frozen" });
  expect(frozen.read()).toBe(1);
  expect(Object.keys(frozen)).toEqual(["version", "read"]);
  expect(() => Object.assign(frozen, { version: 2 })).toThrow(TypeError);
  const methods: { ping(): number; read(): number } = { ping: () => 1, read: () => 0 };
  Object.defineProperty(methods, "read", { value: () => 2, writable: false, configurable: false });
  const fixed = wrapClient(methods, { tracer: "t", prefix: "Fixed" });
  expect([fixed.ping(), fixed.read(), Object.keys(fixed)]).toEqual([1, 2, ["ping", "read"]]);
  expect(spans().map(({ name }) => name)).toEqual(["Frozen/read", "Fixed/ping", "Fixed/read"]);
});

test("layers nest: a cache above a store of files is alone on a hit, and above the store on a miss", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-blobs-"));
  const raw = {
    head: async (key: string) => ({ size: (await stat(join(folder, key))).size }),
    write: (key: string, text: string) => writeFile(join(folder, key), text),
  };
  const store = wrapClient(raw, { tracer: "blobstore-client", prefix: "storage.rawStore", methods: { head: "Head", write: "WriteRaw" } });
  const known = new Map<string, { readonly size: number }>();
  const cachedStore = {
    head: async (key: string) => {
      const found = known.get(key) ?? (await store.head(key));
      known.set(key, found);
      return found;
    },
  };
  const cached = wrapClient(cachedStore, { tracer: "blobstore-client", prefix: "storage.cachedRawStore", methods: { head: "Head" } });
  await store.write("a", "twelve bytes");
  forgetSpans();

  expect(await cached.head("a")).toEqual({ size: 12 });
  expect(topology()).toEqual(["storage.cachedRawStore/Head < -", "storage.rawStore/Head < storage.cachedRawStore/Head"]);
  forgetSpans();
  expect(await cached.head("a")).toEqual({ size: 12 });
  expect(topology()).toEqual(["storage.cachedRawStore/Head < -"]);
  forgetSpans();
  await expect(cached.head("b")).rejects.toMatchObject({ code: "ENOENT" });
  expect(spans().map((span) => `${span.instrumentationScope.name}: ${span.name} ${statusOf(span)} ${eventsOf(span).join()}`)).toEqual([
    "blobstore-client: storage.rawStore/Head ERROR exception",
    "blobstore-client: storage.cachedRawStore/Head ERROR ",
  ]);
  rmSync(folder, { recursive: true });
});
