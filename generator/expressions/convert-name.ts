import type { ts } from "ts-morph";
import type { Expression } from "../ir/expression.ts";
import { CLOCKS, HOST_GLOBALS, isPrototypeName, RANDOM_SOURCES } from "./globals.ts";
import { refuse, spanOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** A bare name. Whether it is in scope is for the linker to say. */
export function convertName(node: ts.Identifier, reading: Reading): Expression {
  const name = node.text;
  if (reading.parameters.includes(name)) {
    return { kind: "name", name, ...spanOf(node, reading) };
  }
  if (name === "undefined") {
    return { kind: "literal", value: undefined, ...spanOf(node, reading) };
  }
  if (name === "steps") {
    return refuse(node, reading, "GF4223", {});
  }
  if (isPrototypeName(name)) {
    return refuse(node, reading, "GF4214", { name });
  }
  if (CLOCKS.has(name)) {
    return refuse(node, reading, "GF4201", { name });
  }
  if (RANDOM_SOURCES.has(name)) {
    return refuse(node, reading, "GF4202", { name });
  }
  if (HOST_GLOBALS.has(name)) {
    return refuse(node, reading, "GF4221", { name });
  }
  return { kind: "name", name, ...spanOf(node, reading) };
}
