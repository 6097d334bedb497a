/** The version of this package: a constant, so that `--version` reads no file. */
export const version = "0.1.0";
