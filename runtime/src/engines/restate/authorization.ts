import { readVariable } from "../../telemetry/settings/environment.ts";

/** What Restate Cloud, or a proxy, wants to see: the header for the token in `RESTATE_AUTH_TOKEN`. Nothing without one. */
export function authorization(token = readVariable("RESTATE_AUTH_TOKEN")): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
