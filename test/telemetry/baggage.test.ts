import { baggageEntryMetadataFromString, defaultTextMapGetter, defaultTextMapSetter } from "@opentelemetry/api";
import { propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import type { BaggageEntry } from "@opentelemetry/api";
import { W3CBaggagePropagator } from "@opentelemetry/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitEntries } from "../../runtime/src/baggage/limits.ts";
import { createPropagator } from "../../runtime/src/telemetry/propagators/create-propagator.ts";

const propagator = createPropagator(["baggage"]);

function read(header: string | readonly string[], name = "baggage") {
  const context = propagator.extract(ROOT_CONTEXT, { [name]: header }, defaultTextMapGetter);
  return propagation.getBaggage(context)?.getAllEntries() ?? [];
}

function entry(key: string, length: number) {
  return { key, encoded: "x".repeat(length) };
}

function send(entries: Readonly<Record<string, BaggageEntry>>): string | undefined {
  const carrier: Record<string, string> = {};
  const context = propagation.setBaggage(ROOT_CONTEXT, propagation.createBaggage({ ...entries }));
  propagator.inject(context, carrier, defaultTextMapSetter);
  return carrier["baggage"];
}

describe("the header", () => {
  test("reads entries, white space, percent-encoding and properties, in any case of its name", () => {
    const header = "userId=Am%C3%A9lie , serverNode=DF%2028 ;prop=1;flag,isProduction = false, empty=";
    expect(read(header, "BAGGAGE").map(([key, { value, metadata }]) => [key, value, metadata?.toString()])).toEqual([
      ["userId", "Amélie", undefined],
      ["serverNode", "DF 28", "prop=1;flag"],
      ["isProduction", "false", undefined],
      ["empty", "", undefined],
    ]);
  });

  test("several headers are one list; of a key that comes twice the last value counts", () => {
    expect(read(["a=1,b=2", "b=3", ""])).toEqual([
      ["a", { value: "1" }],
      ["b", { value: "3" }],
    ]);
  });

  test("what is no entry is passed over; bytes that are no text become U+FFFD", () => {
    expect(read("nonsense,=1,;p, ,a=%E9%zz%,b=x=y")).toEqual([
      ["a", { value: "\uFFFD%zz%" }],
      ["b", { value: "x=y" }],
    ]);
    expect(read("")).toEqual([]);
  });

  test("properties are sent as they came", () => {
    const metadata = baggageEntryMetadataFromString("prop=1;flag");
    expect(send({ a: { value: "x,y;z", metadata } })).toBe("a=x%2Cy%3Bz;prop=1;flag");
    expect(send({ a: { value: "", metadata: baggageEntryMetadataFromString("p=1,b=2\r\nx: ü") } })).toBe(
      "a=;p=1%2Cb=2%0D%0Ax: %C3%BC",
    );
    expect(send({})).toBeUndefined();
  });

  test("any baggage is read as it was sent; the SDK's own propagator reads it too", () => {
    const unit = fc.constantFrom(..."aZ0 ,;=%2\"\\\n\tü€😀", "\ud800");
    const text = fc.string({ unit, maxLength: 12 });
    const key = fc.string({ unit, minLength: 1, maxLength: 6 }).filter((name) => name.trim() === name && name.isWellFormed());
    fc.assert(
      fc.property(fc.dictionary(key, text, { maxKeys: 6, noNullPrototype: true }), (values) => {
        const entries = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
        const header = send(entries) ?? "";
        const expected = Object.entries(values).map(([name, value]) => [name, { value: value.toWellFormed() }]);
        expect(header).toMatch(/^[\x21-\x7e]*$/);
        expect(read(header)).toEqual(expected);
        const theirs = new W3CBaggagePropagator().extract(ROOT_CONTEXT, { baggage: header }, defaultTextMapGetter);
        // Theirs passes over empty values.
        const expectedOfTheirs = expected.filter(([name]) => values[String(name)] !== "");
        expect(propagation.getBaggage(theirs)?.getAllEntries() ?? []).toEqual(expectedOfTheirs);
      }),
    );
  });

  test("any text is read without an error", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(read(header).every(([key]) => key !== "")).toBe(true);
      }),
    );
  });
});

describe("the limits", () => {
  test("8,192 bytes fit, one more does not; the commas between entries count", () => {
    expect(fitEntries([entry("a", 8_192)]).excess).toBeUndefined();
    expect(fitEntries([entry("a", 8_193)])).toMatchObject({ fitting: [], excess: { bytes: 8_193, members: 1, dropped: ["a"] } });
    expect(fitEntries([entry("a", 4_096), entry("b", 4_095)]).excess).toBeUndefined();
    expect(fitEntries([entry("a", 4_096), entry("b", 4_096)]).excess).toEqual({ bytes: 8_193, members: 2, dropped: ["b"] });
  });

  test("180 entries fit, one more does not", () => {
    const entries = Array.from({ length: 181 }, (_, index) => entry(`k${index}`, 1));
    expect(fitEntries(entries.slice(1)).excess).toBeUndefined();
    expect(fitEntries(entries).excess).toEqual({ bytes: 361, members: 181, dropped: ["k180"] });
  });

  test("an entry that is too large does not keep out those after it", () => {
    const { fitting, excess } = fitEntries([entry("a", 1), entry("huge", 9_000), entry("b", 1)]);
    expect(fitting.map(({ key }) => key)).toEqual(["a", "b"]);
    expect(excess?.dropped).toEqual(["huge"]);
  });
});
