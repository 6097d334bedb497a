/** The seed of every property test. `PROPERTY_SEED=…` tries another one. */
export const SEED = Number(process.env["PROPERTY_SEED"] ?? 20_261_121);
