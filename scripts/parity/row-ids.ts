/** How many rows each system has: the first is S0-01, the last S4-G9. */
const SYSTEMS = [
  { prefix: "S0-", rows: 22, digits: 2 },
  { prefix: "S1-", rows: 19, digits: 2 },
  { prefix: "S2-", rows: 22, digits: 2 },
  { prefix: "S3-", rows: 13, digits: 2 },
  { prefix: "S4-", rows: 34, digits: 2 },
  { prefix: "S4-G", rows: 9, digits: 1 },
];

/** The ids of all rows that the page has to have. */
export const ROW_IDS: readonly string[] = SYSTEMS.flatMap(({ prefix, rows, digits }) =>
  Array.from({ length: rows }, (_, index) => `${prefix}${String(index + 1).padStart(digits, "0")}`),
);
