import { documentation } from "../print/comment.ts";
import { indent } from "../print/layout.ts";
import { numberLiteral, propertyKey, stringLiteral } from "../print/literal.ts";
import type { ObjectType, Type } from "./type.ts";
import { UNDEFINED, union } from "./type.ts";

/**
 * A type as TypeScript, the same however wide the lines get: an object has a property a line, a union or an
 * intersection of objects a member a line, and everything else is on one.
 *
 * @returns Text that follows `=` or `:`; it begins with a line break where members stand on lines of their own.
 */
export function printType(type: Type): string {
  switch (type.kind) {
    case "unknown":
    case "never":
      return type.kind;
    case "primitive":
    case "reference":
      return type.name;
    case "literal":
      return printLiteral(type.value);
    case "array":
      return `readonly ${printOperand(type.items)}[]`;
    case "tuple":
      return printTuple(type);
    case "object":
      return isMereBraces(type) ? printObject(type) : `${printObject(type)} & object`;
    case "union":
      return printMembers(type.members.map((member) => printMember(member, "union")), "|");
    case "intersection":
      return printMembers(type.members.map((member) => printMember(member, "intersection")), "&");
  }
}

/** The type after `separator`, with a space between where it begins on the same line. */
export function after(separator: string, type: Type): string {
  const text = printType(type);
  return text.startsWith("\n") ? separator + text : `${separator} ${text}`;
}

/** True for an object type of which its braces say it all. */
function isMereBraces({ properties, index, open }: ObjectType): boolean {
  const isWeak = properties.length > 0 && index === undefined && properties.every(({ optional }) => optional);
  return !(isWeak && open);
}

/** The braces of an object type with what is in them. */
function printObject({ properties, index }: ObjectType): string {
  const members = properties.map(({ name, type, optional, documentation: text }) => {
    const written = optional ? union([type, UNDEFINED]) : type;
    return `${documentation(text)}readonly ${propertyKey(name)}${after(optional ? "?:" : ":", written)};\n`;
  });
  const signature = index === undefined ? "" : `readonly [key: string]${after(":", index)};\n`;
  const body = members.join("") + signature;
  return body === "" ? "{}" : `{\n${indent(body)}}`;
}

/** A JSON value as a literal type; numbers beyond a double's range have none. */
function printLiteral(value: string | number | boolean): string {
  if (typeof value === "string") {
    return stringLiteral(value);
  }
  return typeof value === "number" ? numberLiteral(value) : String(value);
}

function printTuple({ elements, rest }: Type & { kind: "tuple" }): string {
  const printed = elements.map(({ type, optional }) => (optional ? `${printOperand(type)}?` : flat(printType(type))));
  const all = rest === undefined ? printed : [...printed, `...${printOperand(rest)}[]`];
  return `readonly [${all.join(", ")}]`;
}

/** A type to which `[]` or `?` can be added. */
function printOperand(type: Type): string {
  const text = printType(type);
  const isOperand = !isComposed(type) && !text.startsWith("readonly ");
  return isOperand ? text : `(${text.startsWith("\n") ? `${text}\n` : text})`;
}

function printMember(member: Type, inside: "union" | "intersection"): string {
  const needsParentheses = member.kind === "union" || (isComposed(member) && inside === "union");
  return needsParentheses ? printOperand(member) : printType(member);
}

function isComposed(type: Type): boolean {
  return type.kind === "union" || type.kind === "intersection" || (type.kind === "object" && !isMereBraces(type));
}

function printMembers(members: readonly string[], operator: "|" | "&"): string {
  return members.some((member) => member.includes("\n"))
    ? members.map((member) => `\n${indent(`${operator} ${indent(member).trimStart()}`)}`).join("")
    : members.join(` ${operator} `);
}

function flat(text: string): string {
  return text.startsWith("\n") ? `${text}\n` : text;
}
