import { httpResource } from '@angular/common/http';
import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import type { Ledger, LedgerBatches, LedgerFrontends, SourceAlarms } from '@tocsin/api-contract';

import { ServerClock } from '../../core/time/server-clock';
import { keep, problemOf } from '../../shared/kept';
import { slotsOf, type FlowRange } from './flow-range';

const LOOK_MS = 15_000;
const MOST_BATCHES = 200;

/** A piece of time, and perhaps one source, whose batches are looked at. */
export interface FlowDetail {
  readonly from: string;
  readonly to: string;
}

interface Question {
  readonly range: FlowRange;
  readonly source: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** What became of what was accepted: by source, in time, and batch by batch. */
@Service({ autoProvided: false })
export class FlowStore {
  private readonly clock = inject(ServerClock);
  private readonly question = signal<Question | undefined>(undefined);
  private readonly detail = signal<FlowDetail | undefined>(undefined);
  private readonly bySource = httpResource<Ledger>(() => this.ledger('source'));
  private readonly byTime = httpResource<Ledger>(() => this.ledger('time'));
  private readonly batchList = httpResource<LedgerBatches>(() => this.batchQuestion());
  private readonly frontendList = httpResource<LedgerFrontends>(() =>
    this.question() === undefined ? undefined : '/api/ledger/frontends',
  );
  private readonly alarmList = httpResource<SourceAlarms>(() =>
    this.question() === undefined ? undefined : '/api/ledger/alarms',
  );
  private readonly keptAlarms = keep(this.alarmList);
  private readonly keptSources = keep(this.bySource, () => this.question()?.range);
  private readonly keptTimes = keep(this.byTime, () => this.subject());
  private readonly keptFrontends = keep(this.frontendList);

  readonly sources = computed(() => this.keptSources()?.value);
  readonly since = computed(() => this.keptSources()?.since ?? '');
  readonly problem = problemOf(this.bySource);
  readonly slots = computed(() => {
    const ledger = this.keptTimes()?.value;
    const range = this.question()?.range;
    return ledger && range ? slotsOf(ledger, range) : undefined;
  });
  readonly batches = computed(() => (this.batchList.hasValue() ? this.batchList.value().batches : undefined));
  readonly batchProblem = problemOf(this.batchList);
  readonly alarms = computed(() => this.keptAlarms()?.value.alarms ?? []);
  readonly frontends = computed(() => this.keptFrontends()?.value.frontends);
  readonly detailOf = this.detail.asReadonly();

  constructor() {
    const timer = setInterval(() => this.reload(), LOOK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  show(range: FlowRange, source: string | undefined): void {
    this.ask(range, source);
    this.detail.set(undefined);
  }

  /** The batches of this piece of time; of none. */
  look(detail: FlowDetail | undefined): void {
    this.detail.set(detail);
  }

  /** The range moves with the time. */
  reload(): void {
    const question = this.question();
    if (question === undefined || document.visibilityState !== 'visible') return;
    this.ask(question.range, question.source);
    this.frontendList.reload();
    this.alarmList.reload();
  }

  private ask(range: FlowRange, source: string | undefined): void {
    const to = this.clock.now();
    const from = new Date(to.getTime() - range.ms);
    this.question.set({ range, source, from: from.toISOString(), to: to.toISOString() });
  }

  private subject(): string {
    return `${this.question()?.range.id} ${this.question()?.source ?? ''}`;
  }

  private ledger(by: 'source' | 'time') {
    const question = this.question();
    if (question === undefined) return undefined;
    const { range, from, to, source } = question;
    const only = by === 'time' && source !== undefined ? { source } : {};
    return { url: '/api/ledger', params: { by, grain: range.grain, from, to, ...only } };
  }

  private batchQuestion() {
    const detail = this.detail();
    const source = this.question()?.source;
    if (detail === undefined) return undefined;
    const params = { ...detail, limit: MOST_BATCHES, ...(source === undefined ? {} : { source }) };
    return { url: '/api/ledger/batches', params };
  }
}
