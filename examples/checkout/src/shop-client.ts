/** What every request to the shop service needs of the task that makes it. */
interface Caller {
  readonly carrier: Readonly<Record<string, string>>;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}

/** The service answered with an error. */
export class ShopServiceError extends Error {
  override readonly name = "ShopServiceError";
  readonly status: number;

  constructor(path: string, status: number) {
    super(`The shop service answered ${path} with ${status}`);
    this.status = status;
  }
}

/** Posts to the shop service: the trace, the idempotency key and the abort signal go with it. */
export async function post<Answer>(path: string, body: unknown, caller: Caller): Promise<Answer> {
  const base = process.env["SHOP_SERVICE_URL"] ?? "http://127.0.0.1:4500";
  const response = await fetch(new URL(path, base), {
    method: "POST",
    headers: {
      ...caller.carrier,
      "content-type": "application/json",
      "idempotency-key": caller.idempotencyKey,
    },
    body: JSON.stringify(body),
    signal: caller.signal,
  });
  if (!response.ok) {
    throw new ShopServiceError(path, response.status);
  }
  return (await response.json()) as Answer;
}
