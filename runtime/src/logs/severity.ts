/**
 * The severity numbers that are used here, as OpenTelemetry's data model defines them. API 1.9 has no names for them.
 *
 * @see https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber
 */
export const SEVERITY = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const;

/** The methods of a log, from the least severe. */
export type LogLevel = keyof typeof SEVERITY;

/** The last of the 24 numbers. */
export const MAXIMUM_SEVERITY = 24;
