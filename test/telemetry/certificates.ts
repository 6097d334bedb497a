import { fileURLToPath } from "node:url";

/** The path of a certificate for localhost that nobody else trusts. */
export const certificate = fileURLToPath(new URL("certificates/localhost.crt", import.meta.url));
export const key = fileURLToPath(new URL("certificates/localhost.key", import.meta.url));
