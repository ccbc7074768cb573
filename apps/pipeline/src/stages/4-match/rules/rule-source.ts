import type { RuleBook } from '@tocsin/rules';

/** Where the rules come from. */
export abstract class RuleSource {
  /** Has the rules given to the listener when they are there, and whenever they have changed. */
  abstract watch(use: (book: RuleBook) => Promise<void>): Promise<void>;
}
