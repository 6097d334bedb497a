#!/usr/bin/env node
import module from "node:module";
import { endQuietlyOnClosedPipe, printData } from "./terminal.ts";
import { version } from "./version.ts";

// Before anything else is imported, and only since Node 22.8.
module.enableCompileCache?.();
endQuietlyOnClosedPipe();

const words = process.argv.slice(2);
if (words[0] === "--version" || words[0] === "-V") {
  printData(`${version}\n`);
} else {
  void import("./dispatch.ts").then(({ dispatch }) => dispatch(words));
}
