import type { LogSettings } from "../../ir/telemetry/logs.ts";
import { list } from "../../print/layout.ts";
import { literal, objectOf } from "../../print/literal.ts";
import type { Module } from "../../print/module.ts";
import { packageValue } from "../../print/symbol.ts";
import { printExporters } from "./exporters.ts";

const BRIDGES = { console: "consoleBridge", pino: "pinoBridge", winston: "winstonBridge" } as const;

/** What a provider of ours does with log records. */
export function printLogs(settings: LogSettings, module: Module): string {
  const { exporters, processor, limits } = settings;
  const define = module.use(packageValue("defineLogs", "@gen-flows/runtime/telemetry/logs"));
  const options = objectOf(
    {
      exporters: printExporters(exporters, "logs", "    ", module),
      processor: processor && literal({ ...processor }, "    "),
      limits: limits && literal({ ...limits }, "    "),
      bridges: printBridges(settings, module),
    },
    "  ",
  );
  return `${define}(${options})`;
}

/** The bridges, as an array; undefined where there are none. */
export function printBridges(settings: LogSettings | undefined, module: Module): string | undefined {
  const bridges = settings?.bridges ?? [];
  const symbols = bridges.map((name) => module.use(packageValue(BRIDGES[name], `@gen-flows/runtime/logs/${name}`)));
  return bridges.length === 0 ? undefined : list("[", symbols, "]");
}
