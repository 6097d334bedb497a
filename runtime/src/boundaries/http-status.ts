/**
 * The status of an HTTP response that an error stands for, if it is one of 4xx or 5xx: as the clients of Kubernetes and
 * Google (`code`), AWS (`$metadata`), GitHub (`status`), Azure (`statusCode`) and axios (`response`) say it.
 */
export function httpStatusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) {
    return undefined;
  }
  const { code, status, statusCode, $metadata, response } = error as Readonly<Record<string, unknown>>;
  const candidates = [code, statusCode, status, valueAt($metadata, "httpStatusCode"), valueAt(response, "status")];
  return candidates.find(isErrorStatus);
}

function valueAt(holder: unknown, key: string): unknown {
  return typeof holder === "object" && holder !== null ? (holder as Readonly<Record<string, unknown>>)[key] : undefined;
}

function isErrorStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599;
}
