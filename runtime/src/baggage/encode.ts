import { baggageEntryMetadataFromString } from "@opentelemetry/api";
import type { Baggage, BaggageEntry } from "@opentelemetry/api";
import type { EncodedEntry } from "./limits.ts";
import { percentDecode, percentEncode } from "./percent-encoding.ts";

/** What would end an entry or a header before its time. */
const UNSAFE_IN_PROPERTIES = /[^\x20-\x2b\x2d-\x7e]/gu;

/** An entry that has been read from a header. */
export interface DecodedEntry extends EncodedEntry {
  readonly entry: BaggageEntry;
}

/** The entries of a baggage as they stand in a header. */
export function encodeEntries(baggage: Baggage): readonly EncodedEntry[] {
  return baggage.getAllEntries().map(([key, entry]) => ({ key, encoded: encodeEntry(key, entry) }));
}

/** `key=value;properties`: key and value are percent-encoded, properties are passed on as they are. */
export function encodeEntry(key: string, { value, metadata }: BaggageEntry): string {
  const pair = `${percentEncode(key)}=${percentEncode(value)}`;
  const properties = metadata?.toString().replace(UNSAFE_IN_PROPERTIES, percentEncode) ?? "";
  return properties === "" ? pair : `${pair};${properties}`;
}

/** Reads the entries of a header. What is no entry is passed over; so is white space. */
export function decodeEntries(header: string): readonly DecodedEntry[] {
  return header.split(",").flatMap((text) => decodeEntry(text.trim()) ?? []);
}

function decodeEntry(encoded: string): DecodedEntry | undefined {
  const semicolon = encoded.indexOf(";");
  const pair = semicolon === -1 ? encoded : encoded.slice(0, semicolon);
  const equals = pair.indexOf("=");
  const key = percentDecode(pair.slice(0, Math.max(equals, 0)).trim());
  if (key === "") {
    return undefined;
  }
  const value = percentDecode(pair.slice(equals + 1).trim());
  const properties = semicolon === -1 ? "" : encoded.slice(semicolon + 1).trim();
  return {
    key,
    encoded,
    entry: properties === "" ? { value } : { value, metadata: baggageEntryMetadataFromString(properties) },
  };
}
