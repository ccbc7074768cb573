/** Levels of Sigma, weakest first; an alert's severity is one of them. */
export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Level = (typeof LEVELS)[number];

/** What a rule says of itself, carried along so that an alert explains itself after the rule has changed. */
export interface RuleFacts {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** SHA-256 of the rule's text, hexadecimal. */
  readonly hash: string;
  readonly level: Level;
  /** Who wrote the rule; empty when it does not say. */
  readonly author: string;
  /** Sigma tags, `attack.t1110` among them. */
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
  readonly references: readonly string[];
}

/** One condition of a rule and the value that met it. */
export interface ProofCondition {
  readonly field: string;
  /** In words: `equals`, `contains`, `count at least`, … */
  readonly operator: string;
  readonly expected: string;
  readonly seen: string;
}

export interface ProofSelection {
  readonly name: string;
  readonly conditions: readonly ProofCondition[];
}

export interface ProofEvent {
  readonly id: string;
  /** UTC day of the index that holds it: `2026-11-24`. */
  readonly day?: string;
  readonly at: string;
  readonly message: string;
}

/** Why a rule fired: what matched with which values, on which events. */
export interface Proof {
  readonly selections: readonly ProofSelection[];
  /** Key events, at most 20, in time order. */
  readonly events: readonly ProofEvent[];
  /** How many events the hit stands on; more than `events` may hold. */
  readonly eventCount: number;
  /** Event-time span of a windowed rule, RFC 3339. */
  readonly window?: { readonly from: string; readonly to: string };
}

/** One detector's hit. Its id follows from rule and events, so that a redelivery makes no second. */
export interface Signal {
  readonly id: string;
  readonly rule: RuleFacts;
  readonly detector: 'stream' | 'scheduled' | 'system';
  /** Event time of the hit, RFC 3339. */
  readonly at: string;
  /** Signals of one rule with one group key within its window become one alert. */
  readonly groupKey: string;
  /** What the alert is about: the first grouping field that has a value. */
  readonly entity: { readonly field: string; readonly value: string } | null;
  /** One short clause: `26 failures in 58 s`. */
  readonly reason: string;
  readonly proof: Proof;
}
