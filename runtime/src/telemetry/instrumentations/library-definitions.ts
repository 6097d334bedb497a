import type { Instrumentation } from "@opentelemetry/instrumentation";

/** A library that an instrumentation changes, in the versions that it knows. */
export interface LibraryDefinition {
  readonly name: string;
  readonly supportedVersions: readonly string[];
  readonly includePrerelease?: boolean;
  /** Of the library that was loaded last, whether it is changed or not. */
  moduleVersion?: string | undefined;
}

/** What is behind the type of an instrumentation. The version is pinned, and tests notice. */
interface InstrumentationInside {
  readonly _modules?: readonly LibraryDefinition[];
}

/** What an instrumentation looks for. That of Redis is made of two. */
export function definitionsOf(instrumentation: Instrumentation): readonly LibraryDefinition[] {
  const parts = [instrumentation, ...(Object.values(instrumentation) as unknown[])];
  return parts.flatMap((part) => {
    const { _modules: definitions = [] } = (part ?? {}) as InstrumentationInside;
    return definitions;
  });
}
