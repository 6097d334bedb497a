import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Instrumentation } from "@opentelemetry/instrumentation";
import { warn } from "../lifecycle/warn.ts";
import { definitionsOf } from "./library-definitions.ts";
import type { LibraryDefinition } from "./library-definitions.ts";

/** Of `@opentelemetry/instrumentation`, which does not export what it decides with. */
interface Versions {
  satisfies(version: string, range: string, options: { readonly includePrerelease: boolean }): boolean;
}

/** Instrumentations that change one package or another: which one depends on the version of the library. */
const ALTERNATIVES: ReadonlySet<string> = new Set(["aws-sdk", "redis"]);

/**
 * Says so, once, when the application loads a library in a version that its instrumentation does not know. The
 * instrumentation itself leaves such a library as it is, and says nothing.
 *
 * @param name What the spec calls the instrumentation.
 */
export function warnOfVersions(name: string, instrumentation: Instrumentation): void {
  const versions = loadVersions();
  if (versions === undefined) {
    return;
  }
  const definitions = definitionsOf(instrumentation);
  const known = new Set<string>();
  const unknown = new Set<string>();
  for (const definition of definitions) {
    const library = definition.name;
    const ranges = definitions.filter((other) => other.name === library);
    onLoad(definition, (version) => {
      if (ranges.some((range) => isKnown(version, range, versions))) {
        known.add(library);
      } else if (!unknown.has(library)) {
        unknown.add(library);
        // The package that is changed may be loaded with this one.
        setImmediate(() => {
          if (!known.has(library) && !(ALTERNATIVES.has(name) && known.size > 0)) {
            const supported = ranges.flatMap(({ supportedVersions }) => supportedVersions).join(" or ");
            warn(
              `${library} ${version} makes no spans: its instrumentation knows ${supported}. Use such a version, or take ` +
                `${name} out of telemetry.instrumentations.`,
            );
          }
        });
      }
    });
  }
}

/** Instrumentations note the version of what is loaded, before they decide whether to change it. */
function onLoad(definition: LibraryDefinition, loaded: (version: string) => void): void {
  let noted = definition.moduleVersion;
  Object.defineProperty(definition, "moduleVersion", {
    get: () => noted,
    set(version: string | undefined) {
      if (version !== undefined && version !== noted) {
        loaded(version);
      }
      noted = version;
    },
  });
}

function isKnown(version: string, { supportedVersions, includePrerelease = false }: LibraryDefinition, { satisfies }: Versions): boolean {
  return supportedVersions.some((range) => satisfies(version, range, { includePrerelease }));
}

/** Undefined if another version of the package has it elsewhere: then nobody is told, rather than the wrong thing. */
function loadVersions(): Versions | undefined {
  const require = createRequire(import.meta.url);
  try {
    return require(join(dirname(require.resolve("@opentelemetry/instrumentation")), "semver.cjs")) as Versions;
  } catch {
    return undefined;
  }
}
