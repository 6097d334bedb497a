/** A text in which variables are filled in at start-up: `${env:NAME:-default}`. */
export type EnvironmentText = `${string}\${env:${string}}${string}`;

/** A number, or a text from which one is made at start-up. One that is empty then counts as not given. */
export type NumberSetting = number | EnvironmentText;

/** `true` or `false`, or a text from which it is made at start-up. One that is empty then counts as not given. */
export type BooleanSetting = boolean | EnvironmentText;
