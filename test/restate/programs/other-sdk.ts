/**
 * Loaded before a worker: an SDK that is another inside. Its promises can only be raced, and the test is asked `raced` when
 * they are.
 */
import { RestatePromise } from "@restatedev/restate-sdk";

const { WasmVM } = (await import(
  new URL("endpoint/handlers/vm/sdk_shared_core_wasm_bindings.js", import.meta.resolve("@restatedev/restate-sdk")).href
)) as { readonly WasmVM: { readonly prototype: object } };
Object.defineProperty(WasmVM.prototype, "is_completed", { value: undefined });

const { race } = RestatePromise;
let isRaced = false;
RestatePromise.race = function raced(promises) {
  if (!isRaced) {
    isRaced = true;
    void fetch(`${process.env["CONTROL_URL"]}/raced`);
  }
  return race(promises);
};
