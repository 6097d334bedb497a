import type { ts } from "ts-morph";
import type { TypeProgram } from "./type-program.ts";

/** True if `undefined` is among the values of a type. */
export function allowsUndefined(type: ts.Type, { typescript }: TypeProgram): boolean {
  return parts(type).some(({ flags }) => (flags & (typescript.TypeFlags.Undefined | typescript.TypeFlags.Void)) !== 0);
}

/** True if nothing at all is among the values of a type: what a task without output gives. */
export function allowsVoid(type: ts.Type, { typescript }: TypeProgram): boolean {
  return parts(type).some(({ flags }) => (flags & typescript.TypeFlags.Void) !== 0);
}

/** True if `null` is among the values of a type. */
export function allowsNull(type: ts.Type, { typescript }: TypeProgram): boolean {
  return parts(type).some(({ flags }) => (flags & typescript.TypeFlags.Null) !== 0);
}

/** True where something has been reported already, and any type fits. */
export function isAny(type: ts.Type, { typescript }: TypeProgram): boolean {
  return (type.flags & typescript.TypeFlags.Any) !== 0;
}

/** True for strings, numbers and booleans. */
export function isText(type: ts.Type, { checker }: TypeProgram): boolean {
  const scalars = [checker.getStringType(), checker.getNumberType(), checker.getBooleanType()];
  return parts(type).every((part) => scalars.some((scalar) => checker.isTypeAssignableTo(part, scalar)));
}

/** True for arrays and tuples, and for unions of them. */
export function isArray(type: ts.Type, { checker }: TypeProgram): boolean {
  return parts(type).every((part) => checker.isArrayType(part) || checker.isTupleType(part));
}

/** True for the result of one item of a `forEach` with `onError: collect`, of which it is not known how it ended. */
export function isCollected(type: ts.Type): boolean {
  return type.isUnion() && type.aliasSymbol?.name === "Collected" && type.getProperty("ok") !== undefined;
}

/** True for an error as `catch` and `collect` give it. */
export function isError(type: ts.Type, program: TypeProgram): boolean {
  return parts(program.checker.getNonNullableType(type)).every(({ symbol }) => symbol?.name === "FlowError");
}

/** An error that a `catch` knows by name, and what it brings. */
export interface NamedError {
  readonly name: string;
  readonly brings: "nothing" | "something" | "anything";
}

/** The errors that a value may be, if it is one; nothing of those that may have any name. */
export function errorsIn(type: ts.Type, program: TypeProgram): readonly NamedError[] {
  const { checker, typescript } = program;
  const errors = isError(type, program) ? parts(checker.getNonNullableType(type)) : [];
  return errors.flatMap((error): readonly NamedError[] => {
    const [name, data] = checker.getTypeArguments(error as ts.TypeReference);
    if (name?.isStringLiteral() !== true || data === undefined) {
      return [];
    }
    const isAnything = (data.flags & (typescript.TypeFlags.Unknown | typescript.TypeFlags.Any)) !== 0;
    const isNothing = (data.flags & typescript.TypeFlags.Undefined) !== 0;
    return [{ name: name.value, brings: isAnything ? "anything" : isNothing ? "nothing" : "something" }];
  });
}

/** The strings of a union of string literals; undefined for other types. `undefined` beside them is passed over. */
export function literalsOf(type: ts.Type, program: TypeProgram): readonly string[] | undefined {
  const literals = parts(type).filter((part) => !allowsUndefined(part, program));
  return literals.length > 0 && literals.every((part) => part.isStringLiteral())
    ? literals.map((part) => String((part as ts.StringLiteralType).value))
    : undefined;
}

/** The names of a type's properties; of a string, number or array, those of its methods. */
export function propertyNames(type: ts.Type, { checker }: TypeProgram): readonly string[] {
  return checker
    .getPropertiesOfType(checker.getApparentType(type))
    .map(({ name }) => name)
    .filter((name) => /^[A-Za-z_$]/.test(name) && !name.startsWith("__@"));
}

/** A type for people: of a single value its kind (`number` for `3`), and without `undefined` where the place is optional. */
export function describe(type: ts.Type, program: TypeProgram): string {
  const { checker } = program;
  const isOptional = type.isUnion() && allowsUndefined(type, program) && !allowsNull(type, program);
  const named = isOptional ? checker.getNonNullableType(type) : type;
  return checker.typeToString(named.isLiteral() ? checker.getBaseTypeOfLiteralType(named) : named);
}

function parts(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}
