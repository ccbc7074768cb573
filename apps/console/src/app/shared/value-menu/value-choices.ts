import { Clipboard } from '@angular/cdk/clipboard';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { entityKindOf } from '@tocsin/api-contract';

import { SessionStore } from '../../core/session/session-store';
import { conditionOf } from './conditions';
import { ValueDeeds } from './value-deeds';
import { blockedBy, whoisOf } from './value-forms';

/** Longer values find nobody else. */
const LONGEST_VALUE = 1_000;

/** A value, and where it stands. */
export interface ShownValue {
  /** Empty: it stands in no field of an event. */
  readonly field: string;
  readonly value: string;
  /** Time of the event it stands in, RFC 3339. */
  readonly at: string | undefined;
}

/** One thing that can be done with a value. */
export interface Choice {
  readonly label: string;
  readonly key: string;
  run(): void;
}

/** How a search goes on with a value. */
export interface Narrowing {
  keep(condition: string): void;
  leaveOut(condition: string): void;
  around(condition: string, at: string): void;
}

/** What somebody may do with a value, in the order of the menu. */
@Service()
export class ValueChoices {
  private readonly announcer = inject(LiveAnnouncer);
  private readonly clipboard = inject(Clipboard);
  private readonly deeds = inject(ValueDeeds);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);

  of(shown: ShownValue, search: Narrowing): Choice[] {
    const copy: Choice = { label: 'Copy', key: 'Y', run: () => this.copy(shown.value) };
    if (shown.value.length > LONGEST_VALUE || shown.value.trim() === '') return [copy];
    return [...this.page(shown), ...searches(shown, search), copy, ...whois(shown), ...this.doing(shown)];
  }

  private page({ field, value }: ShownValue): Choice[] {
    const kind = this.session.may('last_seen.read') ? entityKindOf({ field, value }) : null;
    if (kind === null) return [];
    return [{ label: 'All that is known', key: '↵', run: () => void this.router.navigate(['/entities', kind, value]) }];
  }

  private doing({ field, value }: ShownValue): Choice[] {
    const note = field === '' ? '' : `seen in ${field}`;
    const { deeds } = this;
    return [
      ...when(deeds.mayIndicate, 'To an incident…', 'I', () => void deeds.addToIncident(value, note)),
      ...when(deeds.mayWatch, 'Watch…', 'W', () => void deeds.watch(value)),
      ...when(deeds.mayBlock && blockedBy(value) !== undefined, 'Block…', 'B', () => void deeds.block(value)),
    ];
  }

  private copy(value: string): void {
    const isDone = this.clipboard.copy(value);
    void this.announcer.announce(isDone ? 'Copied' : 'The browser did not allow copying');
  }
}

function searches({ field, value, at }: ShownValue, search: Narrowing): Choice[] {
  const condition = conditionOf(field, value);
  if (condition === undefined) return [];
  return [
    { label: 'Keep only this', key: '+', run: () => search.keep(condition) },
    { label: 'Leave this out', key: '−', run: () => search.leaveOut(condition) },
    ...(at === undefined
      ? []
      : [{ label: 'Everything with it, ±15 min', key: 'S', run: () => search.around(condition, at) }]),
  ];
}

/** The browser of the reader asks, and only when they choose it. */
function whois({ value }: ShownValue): Choice[] {
  const address = whoisOf(value);
  if (address === undefined) return [];
  return [{ label: 'Whois, at icann.org', key: 'V', run: () => void open(address, '_blank', 'noopener,noreferrer') }];
}

function when(isAllowed: boolean, label: string, key: string, run: () => void): Choice[] {
  return isAllowed ? [{ label, key, run }] : [];
}
