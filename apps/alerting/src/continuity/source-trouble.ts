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
  /** Hosts or fields that are missing. */
  readonly subjects?: readonly string[];
}

/** A trouble that is known already. */
export interface OpenAlarm {
  readonly source: string;
  readonly subjects: readonly string[];
  readonly raisedAt: Date;
}

/** What one look at all sources came to, for one kind of trouble. */
export interface Judged {
  readonly troubles: readonly SourceTrouble[];
  /** Why a trouble that is not among them is over, in words; `undefined` when it cannot be told now: then it goes on. */
  readonly ending: (alarm: OpenAlarm) => string | undefined;
}

const DAY_MS = 86_400_000;
export const TOO_FEW =
  'Too few events have come for a day to tell whether it still is so; it is looked at anew when more do.';

/** A trouble nothing can be told of for a whole day must not stay for ever. */
export function isOld({ raisedAt }: OpenAlarm, now: Date, days = 1): boolean {
  return now.getTime() - raisedAt.getTime() >= days * DAY_MS;
}
