import { checkPrograms } from "./programs.ts";
import { checkRefusals } from "./refusals.ts";

/*
 * The long form of the property tests:
 *
 *   npm run fuzz [-- <seed>]
 *
 * 2,000 random specs in programs of 100, and 10,000 mutated ones.
 */

const PROGRAMS = 20;
const SPECS = 100;
const MUTANTS = 10_000;
/** Milliseconds, for one spec. */
const LONGEST = 2_000;

const seed = Number(process.argv[2] ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}`);

for (let program = 0; program < PROGRAMS; program += 1) {
  const problems = checkPrograms(seed + program, SPECS);
  console.log(`program ${program + 1} of ${PROGRAMS}: ${SPECS - problems.length} of ${SPECS} specs as promised`);
  for (const { spec, problem } of problems.slice(0, 3)) {
    console.log(problem, JSON.stringify(spec.document));
  }
  process.exitCode ||= Number(problems.length > 0);
}

const { refused, accepted, longest, problems } = checkRefusals(seed, MUTANTS);
console.log(`mutants: ${refused} refused, ${accepted} accepted, ${problems.length} otherwise; the slowest took ${Math.round(longest)} ms`);
for (const { text, problem } of problems.slice(0, 3)) {
  console.log(problem, text);
}
process.exitCode ||= Number(problems.length > 0 || longest > LONGEST);
