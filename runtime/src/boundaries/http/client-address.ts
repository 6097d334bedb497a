/** The address of a client, as a proxy says it: that of the first entry, without its port. */
export function forwardedAddress(headers: Readonly<Record<string, string | readonly string[] | undefined>>): string | undefined {
  const standard = /(?:^|[;,\s])for=(?:"([^"]+)"|([^;,\s]+))/i.exec(text(headers["forwarded"]));
  const first = standard?.[1] ?? standard?.[2] ?? text(headers["x-forwarded-for"]).split(",")[0]?.trim() ?? "";
  const address = /^\[(.+)\](?::\d+)?$/.exec(first)?.[1] ?? /^([^:]+):\d+$/.exec(first)?.[1] ?? first;
  return address === "" ? undefined : address;
}

function text(header: string | readonly string[] | undefined): string {
  return typeof header === "object" ? header.join(",") : (header ?? "");
}
