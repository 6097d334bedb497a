import { fileURLToPath } from "node:url";

/** The path of a certificate for localhost that nobody else trusts. */
export const certificate = fileURLToPath(new URL("certificates/localhost.crt", import.meta.url));
export const key = fileURLToPath(new URL("certificates/localhost.key", import.meta.url));

const folder = fileURLToPath(new URL("certificates/", import.meta.url));

/** Of localhost, and it has run out. */
export const expired = { certificate: `${folder}expired.crt`, key: `${folder}expired.key` };

/** Of the host collector.example. */
export const ofAnotherHost = { certificate: `${folder}other-host.crt`, key: `${folder}other-host.key` };
