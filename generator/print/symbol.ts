/** Something that another module exports. Modules name it by asking for it, and are given the import. */
export interface ImportedSymbol {
  /** As its module exports it. */
  readonly name: string;
  /** A package (`@gen-flows/runtime`), or a file of ours from the output directory, without extension (`./generated/types`). */
  readonly from: string;
  readonly kind: "value" | "type";
  /** What it is called where its name is taken or reserved. */
  readonly alias: string;
}

/** A function or class of a package; where the spec uses its name, it is prefixed: `runtimeTask`. */
export function packageValue(name: string, from: string): ImportedSymbol {
  return { name, from, kind: "value", alias: prefixed(name) };
}

/** A type of a package. */
export function packageType(name: string, from: string): ImportedSymbol {
  return { name, from, kind: "type", alias: prefixed(name) };
}

function prefixed(name: string): string {
  return (/^[A-Z]/.test(name) ? "Runtime" : "runtime") + name.charAt(0).toUpperCase() + name.slice(1);
}
