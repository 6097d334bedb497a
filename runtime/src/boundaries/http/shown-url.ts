const REDACTED = "REDACTED";

/** Parameters that are credentials: of Amazon's, Google's and Azure's signed URLs. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  "awsaccesskeyid",
  "sig",
  "signature",
  "x-amz-credential",
  "x-amz-security-token",
  "x-amz-signature",
  "x-goog-signature",
]);

/**
 * A URL as spans show it, without the credentials in it.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/
 */
export function shownUrl({ protocol, username, password, host, pathname, search, hash }: URL): string {
  const user = username === "" && password === "" ? "" : `${REDACTED}:${REDACTED}@`;
  return `${protocol}//${user}${host}${pathname}${shownSearch(search)}${hash}`;
}

/** The query of a URL, likewise. All but the values of credentials stays as it is. */
export function shownSearch(search: string): string {
  return search.replaceAll(/(?<=[?&]|^)([^=&?]+)=[^&]*/g, (parameter, name: string) =>
    CREDENTIALS.has(name.toLowerCase()) ? `${name}=${REDACTED}` : parameter,
  );
}

/** The attributes of a server: its name or address, without the brackets of IPv6, and its port. */
export function serverOf({ hostname, port, protocol }: URL): { readonly address: string; readonly port: number } {
  return {
    address: hostname.replaceAll(/[[\]]/g, ""),
    port: Number(port) || (protocol === "https:" ? 443 : 80),
  };
}
