import { randomBytes } from "node:crypto";

/**
 * Values that are found nowhere else. Around what is searched for stand characters that JSON and URLs write otherwise,
 * so that a search for the value as it is would miss it there.
 */
export function createCanary(): string {
  return `"${randomBytes(12).toString("hex")}Qx/ü &`;
}

/** A number that is found nowhere else. */
export function createNumber(): number {
  return 1_000_000_000_000 + randomBytes(4).readUInt32LE();
}

/** The part of a canary that stays as it is in JSON and URLs. */
function coreOf(canary: string | number): string {
  return typeof canary === "number" ? String(canary) : canary.slice(1, 27);
}

/**
 * True if a canary stands in some bytes: as it is, in lower or upper case, as hexadecimal digits, in base64 at any
 * offset, reversed; a number also as protobuf writes it.
 */
export function isIn(bytes: Buffer, canary: string | number): boolean {
  const core = coreOf(canary);
  const texts = [core, core.toLowerCase(), core.toUpperCase(), Buffer.from(core).toString("hex"), [...core].toReversed().join("")];
  const forms = [...texts.map((text) => Buffer.from(text)), ...inBase64(core)];
  const numbers = typeof canary === "number" ? [varint(canary), float64(canary)] : [];
  return [...forms, ...numbers].some((form) => bytes.includes(form));
}

/** What base64 makes of a text, without the characters at both ends that depend on what stands beside it. */
function inBase64(text: string): readonly Buffer[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.from("\0".repeat(offset) + text).toString("base64").replace(/=+$/, "");
    const stable = encoded.slice(Math.ceil((offset * 8) / 6), -1);
    return [Buffer.from(stable), Buffer.from(stable.replaceAll("+", "-").replaceAll("/", "_"))];
  });
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}

function float64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleLE(value);
  return buffer;
}
