import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { runProcess } from "./process.ts";
import { REPOSITORY } from "./repository.ts";

/** What the packages are built from. */
const SOURCES = [
  "LICENSE",
  "README.md",
  "generator",
  "package.json",
  "runtime/package.json",
  "runtime/src",
  "runtime/tsconfig.json",
  "schema",
  "scripts",
  "templates",
  "tsconfig.build.json",
  "tsconfig.json",
];

/** A tarball, and what npm says of it. */
export interface PackedPackage {
  readonly tarball: string;
  /** Bytes, unpacked. */
  readonly unpackedSize: number;
  readonly files: readonly string[];
}

/** The part of `npm pack --json` that we read. */
interface NpmPacked {
  readonly name: string;
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Builds both packages from their sources, apart from what may be built in the repository, and packs them.
 *
 * @param destination A folder for the tarballs.
 */
export async function packPackages(
  destination: string,
): Promise<{ readonly generator: PackedPackage; readonly runtime: PackedPackage }> {
  const cache = join(REPOSITORY, ".cache");
  mkdirSync(cache, { recursive: true });
  // Inside the repository, so that the packages of the repository are found.
  const staging = mkdtempSync(join(cache, "packed-"));
  try {
    for (const source of SOURCES) {
      mkdirSync(dirname(join(staging, source)), { recursive: true });
      cpSync(join(REPOSITORY, source), join(staging, source), { recursive: true });
    }
    await npm(["run", "build"], staging);
    const words = ["pack", "--json", "--ignore-scripts", "--workspaces", "--include-workspace-root"];
    const packed = JSON.parse(await npm([...words, "--pack-destination", destination], staging)) as readonly NpmPacked[];
    const find = (name: string): PackedPackage => {
      const found = packed.find((candidate) => candidate.name === name);
      if (found === undefined) {
        throw new Error(`npm has not packed ${name}`);
      }
      const { filename, unpackedSize, files } = found;
      return { tarball: join(destination, filename), unpackedSize, files: files.map(({ path }) => path) };
    };
    return { generator: find("gen-flows"), runtime: find("@gen-flows/runtime") };
  } finally {
    rmSync(staging, { recursive: true });
  }
}

/** Installs packages into a folder, out of npm's cache as far as it can. */
export async function install(folder: string, packages: readonly string[]): Promise<void> {
  await npm(["install", "--prefer-offline", "--no-audit", "--no-fund", "--save-exact", ...packages], folder);
}

/** @throws Error with what npm wrote, if it fails. */
async function npm(words: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await runProcess(words, { cwd, program: "npm" });
  if (code !== 0) {
    throw new Error(`npm ${words.join(" ")} failed:\n${stdout}${stderr}`);
  }
  return stdout;
}
