import type { RuleOptions } from '@tocsin/rules';

/** The section `rules` of the configuration as an injectable. */
export abstract class RuleSettings implements RuleOptions {
  abstract readonly stock: boolean;
  abstract readonly folders: Record<string, string>;
  abstract readonly refreshSeconds: number;
}
