/** `chargeCard` and `charge_card` become `ChargeCard`; a leading underscore stays. */
export function pascalCase(name: string): string {
  return name.replace(/(^_*|_+)([A-Za-z0-9])/g, (_, underscores: string, letter: string, offset: number) =>
    offset === 0 ? underscores + letter.toUpperCase() : letter.toUpperCase(),
  );
}
