import { Component, computed, effect, inject, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { AlertSummary } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { Failed } from '../../../shared/failed';
import { Severity } from '../../../shared/severity';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { AlertTrail } from '../live/alert-trail';
import { AlertPresence } from '../presence/alert-presence';
import { PeopleHere } from '../presence/people-here';
import { AlertDetailStore } from './alert-detail-store';
import { AlertEntities } from './alert-entities';
import { AlertVerbs } from './alert-verbs';
import { EventCourse } from './event-course';
import { ProofTable } from './proof-table';
import { RuleFacts } from './rule-facts';
import { statusInWords } from './status-words';

/** An alert beside the list: verbs, why it fired, whom it is about, what happened, what the author says, in that order. */
@Component({
  selector: 'tocsin-alert-preview',
  imports: [
    AlertEntities,
    AlertVerbs,
    EventCourse,
    Failed,
    KeyHint,
    MatIcon,
    OutsideText,
    PeopleHere,
    ProofTable,
    RouterLink,
    RuleFacts,
    Severity,
    SkeletonRows,
  ],
  providers: [AlertDetailStore],
  host: { role: 'complementary', 'aria-label': 'Alert preview' },
  templateUrl: './alert-preview.html',
  styleUrl: './alert-preview.scss',
})
export class AlertPreview {
  protected readonly store = inject(AlertDetailStore);
  private readonly trail = inject(AlertTrail);
  readonly number = input.required<string>();
  readonly loaded = input.required<AlertSummary | undefined>();
  readonly closed = output();
  /** The alert is out of the way: the next one may be shown. */
  readonly settled = output();

  protected readonly place = computed(() => this.trail.place(this.number()));
  protected readonly statusInWords = statusInWords;

  constructor() {
    inject(AlertPresence).visit(computed(() => this.store.detail()?.number));
    effect(() => {
      this.store.number.set(this.number());
      this.store.loaded.set(this.loaded());
    });
  }
}
