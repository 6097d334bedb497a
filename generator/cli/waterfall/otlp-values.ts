/** A 64-bit integer: OTLP/JSON writes a string, protobuf decoders a pair of 32-bit halves. */
export type OtlpInteger = string | number | bigint | { readonly low: number; readonly high: number };

/** An id: OTLP/JSON writes hexadecimal, protobuf's own JSON base64, protobuf decoders bytes. */
export type OtlpId = string | Uint8Array;

export interface OtlpAnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: OtlpInteger;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values?: readonly OtlpAnyValue[] };
}

/** As OTLP has them, or already made into a record. */
export type OtlpAttributes =
  | readonly { readonly key: string; readonly value?: OtlpAnyValue | null }[]
  | Readonly<Record<string, unknown>>;

/** Nanoseconds since the epoch as milliseconds, exact to less than a microsecond. */
export function otlpTime(nanoseconds: OtlpInteger): number {
  return Number(toBigInt(nanoseconds)) / 1e6;
}

/** An id in hexadecimal; undefined where there is none. */
export function otlpId(id: OtlpId | null | undefined): string | undefined {
  if (id === null || id === undefined || id.length === 0) {
    return undefined;
  }
  if (typeof id !== "string") {
    return Buffer.from(id).toString("hex");
  }
  // The only lengths that base64 of 8 or 16 bytes has; hexadecimal has 16 or 32.
  return id.length === 12 || id.length === 24 ? Buffer.from(id, "base64").toString("hex") : id.toLowerCase();
}

export function otlpAttributes(attributes: OtlpAttributes | null | undefined): Readonly<Record<string, unknown>> {
  if (attributes === null || attributes === undefined) {
    return {};
  }
  return isList(attributes)
    ? Object.fromEntries(attributes.map(({ key, value }) => [key, otlpValue(value ?? {})]))
    : attributes;
}

function isList(attributes: OtlpAttributes): attributes is Extract<OtlpAttributes, readonly unknown[]> {
  return Array.isArray(attributes);
}

function otlpValue(value: OtlpAnyValue): unknown {
  // Own properties alone: decoders of protobuf give every kind of value a default on the prototype.
  const kind = (Object.keys(value) as (keyof OtlpAnyValue)[]).find((key) => value[key] !== null);
  switch (kind) {
    case undefined:
      return undefined;
    case "intValue":
      return value.intValue === undefined ? undefined : Number(toBigInt(value.intValue));
    case "arrayValue":
      return value.arrayValue?.values?.map(otlpValue) ?? [];
    default:
      return value[kind];
  }
}

function toBigInt(value: OtlpInteger): bigint {
  if (typeof value !== "object") {
    return BigInt(value);
  }
  return (BigInt(value.high) << 32n) | BigInt.asUintN(32, BigInt(value.low));
}
