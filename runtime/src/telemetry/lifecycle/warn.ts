/**
 * Tells the operator something about telemetry, on stderr. Callers say each thing once.
 *
 * Synchronous, because some of it is said while the process exits.
 */
export function warn(message: string): void {
  const line = `gen-flows: ${message}\n`;
  try {
    // An import of `node:fs` costs the start of a program 6 ms, though Node has loaded it long ago.
    process.getBuiltinModule("node:fs").writeSync(2, line);
  } catch {
    // A pipe that is full for the moment refuses a synchronous write.
    process.stderr.write(line);
  }
}
