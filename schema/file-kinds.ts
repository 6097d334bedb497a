/** A file of the spec language: a spec, a file that a spec includes, or one that is laid over a spec. */
export type FileKind = "spec" | "included" | "overlay";

/** The keys under which a spec and the files that it includes declare things by name. */
export const DECLARING_KEYS = ["schemas", "context", "tasks", "signals", "workflows", "metrics"] as const;

export type DeclaringKey = (typeof DECLARING_KEYS)[number];

/** The keys of a spec that an overlay changes. */
export const OVERLAID_KEYS = ["telemetry", "defaults"] as const;

/** The definitions that included files and overlays get in the schema that is compiled. */
export const FILE_DEFINITIONS = { included: "includedFile", overlay: "overlayFile" } as const;
