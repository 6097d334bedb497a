import { promisify } from "node:util";

/** Compresses with gzip. Node's zlib is loaded when a spec asks for it. */
export function compress(data: Uint8Array): Promise<Uint8Array> {
  return promisify(process.getBuiltinModule("node:zlib").gzip)(data);
}
