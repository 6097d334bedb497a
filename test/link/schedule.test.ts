import { expect, test } from "vitest";
import { analyse } from "../support/analyse.ts";

function scheduled(schedule: string) {
  return analyse(`specVersion: 1
name: shop
version: 1.0.0
workflows:
  run: { schedule: { ${schedule} }, steps: {} }
`);
}

test.each([
  ["61 * * * *", "`61` names no minute (0-59)"],
  ["0 24 * * *", "`24` names no hour (0-23)"],
  ["0 0 32 * *", "`32` names no day of the month (1-31)"],
  ["0 0 * 13 *", "`13` names no month (1-12 or JAN-DEC)"],
  ["0 0 * * 8", "`8` names no day of the week (0-7 or SUN-SAT)"],
  ["0 0 * * FUN", "`FUN` names no day of the week (0-7 or SUN-SAT)"],
  ["5-1 * * * *", "`5-1` names no minute (0-59)"],
  ["*/0 * * * *", "`*/0` names no minute (0-59)"],
  ["0 0 30 2 *", "there is no such day"],
  ["0 0 31 4,6 *", "there is no such day"],
])("a schedule of %s names no time", (cron, label) => {
  const { diagnostics, problems } = scheduled(`cron: "${cron}"`);
  expect(problems).toEqual([`GF3021 5:28 \`${cron}\` names no time at which a run could begin`]);
  expect(diagnostics[0]?.label).toBe(label);
});

test.each(["15 3 * * *", "*/5 9-17 * * MON-FRI", "0 0 29 2 *", "  0 0 1 JAN,JUL *  ", "0 0 * * 7"])(
  "a schedule of %j is fine",
  (cron) => {
    expect(scheduled(`cron: "${cron}"`).problems).toEqual([]);
  },
);

test.each([
  ["Europe/Berlni", "Europe/Berlin"],
  ["europe/berlin", "Europe/Berlin"],
  ["Berlin", "Europe/Berlin"],
  ["utc", "UTC"],
  ["+02:00", undefined],
  ["local", undefined],
])("there is no time zone %s", (timeZone, meant) => {
  const { diagnostics, problems } = scheduled(`cron: "0 3 * * *", timeZone: "${timeZone}"`);
  expect(problems).toEqual([`GF3022 5:51 there is no time zone \`${timeZone}\``]);
  expect(diagnostics[0]?.label).toBe(meant && `did you mean \`${meant}\`?`);
});

test.each(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Calcutta", "Etc/GMT+5"])(
  "there is a time zone %s",
  (timeZone) => {
    expect(scheduled(`cron: "0 3 * * *", timeZone: ${timeZone}`).problems).toEqual([]);
  },
);
