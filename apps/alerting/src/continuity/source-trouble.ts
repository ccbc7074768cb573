/** What may be wrong with a source. */
export const TROUBLES = ['silent', 'host_silent', 'less', 'clock', 'fields'] as const;

export type TroubleKind = (typeof TROUBLES)[number];

/** Something that is not as it usually is with a source. */
export interface SourceTrouble {
  readonly source: string;
  readonly kind: TroubleKind;
  /** Since when, as far as is known. */
  readonly since: Date;
  /** One line: what is different. */
  readonly reason: string;
  /** What was expected and what is. */
  readonly expected: string;
  readonly seen: string;
}
