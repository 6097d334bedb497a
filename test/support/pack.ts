import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
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

/** The packages, as `npm pack` makes them. */
export interface PackedPackages {
  readonly generator: PackedPackage;
  readonly runtime: PackedPackage;
}

/** Builds both packages from their sources, apart from what may be built in the repository, and packs them: once for what the sources say. */
export async function packPackages(): Promise<PackedPackages> {
  const cache = join(REPOSITORY, ".cache");
  const folder = join(cache, `packed-${digestOfSources()}`);
  const summary = join(folder, "packed.json");
  if (!existsSync(summary)) {
    mkdirSync(cache, { recursive: true });
    // Inside the repository, so that the packages of the repository are found.
    const staging = mkdtempSync(join(cache, "packing-"));
    try {
      const packed = await buildAndPack(staging, join(staging, "packed"));
      writeFileSync(join(staging, "packed/packed.json"), JSON.stringify(packed));
      keep(join(staging, "packed"), folder);
    } finally {
      rmSync(staging, { recursive: true });
    }
  }
  const packed = JSON.parse(readFileSync(summary, "utf8")) as readonly NpmPacked[];
  const find = (name: string): PackedPackage => {
    const found = packed.find((candidate) => candidate.name === name);
    if (found === undefined) {
      throw new Error(`npm has not packed ${name}`);
    }
    const { filename, unpackedSize, files } = found;
    return { tarball: join(folder, filename), unpackedSize, files: files.map(({ path }) => path) };
  };
  return { generator: find("gen-flows"), runtime: find("@gen-flows/runtime") };
}

async function buildAndPack(staging: string, destination: string): Promise<readonly NpmPacked[]> {
  for (const source of SOURCES) {
    mkdirSync(dirname(join(staging, source)), { recursive: true });
    cpSync(join(REPOSITORY, source), join(staging, source), { recursive: true });
  }
  mkdirSync(destination);
  await npm(["run", "build"], staging);
  const words = ["pack", "--json", "--ignore-scripts", "--workspaces", "--include-workspace-root"];
  return JSON.parse(await npm([...words, "--pack-destination", destination], staging)) as readonly NpmPacked[];
}

/** Of all that the packages are made of, so that none is taken for one of other sources. */
function digestOfSources(): string {
  const digest = createHash("sha256");
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).toSorted()) {
        add(join(path, name));
      }
    } else {
      digest.update(path).update("\0").update(readFileSync(path)).update("\0");
    }
  };
  for (const source of [...SOURCES, "package-lock.json"]) {
    add(join(REPOSITORY, source));
  }
  return digest.digest("hex").slice(0, 16);
}

/** Takes the place of what was packed before. Another test file may have been quicker: then what it has made stays. */
function keep(made: string, folder: string): void {
  for (const name of readdirSync(dirname(folder)).filter((name) => name.startsWith("packed-") && name !== basename(folder))) {
    rmSync(join(dirname(folder), name), { recursive: true });
  }
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error;
    }
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
