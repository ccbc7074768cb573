import { Injectable } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

import type { Answer } from './name-server';

/** The names and servers of one set of options. */
interface Watched {
  readonly names: { readonly size: number };
  readonly servers: { readonly away: readonly string[] };
}

/** Counts questions and answers, and tells of servers that are away. */
@Injectable()
export class ReverseDnsHealth {
  private readonly questions;
  private readonly answers;
  private readonly failures;
  private readonly cached;
  private readonly serversAway;
  private readonly watched: Watched[] = [];

  constructor(metrics: Metrics, checks: ReadinessChecks) {
    this.questions = metrics.counter('tocsin_reverse_dns_asked_total', 'Addresses whose name was asked for.');
    this.answers = metrics.counter(
      'tocsin_reverse_dns_answered_total',
      'Answers: a name, or none that a host can have.',
      ['answer'],
    );
    this.failures = metrics.counter(
      'tocsin_reverse_dns_failed_total',
      'Questions nobody answered, by the reason of the last server asked.',
      ['reason'],
    );
    this.cached = metrics.gauge('tocsin_reverse_dns_cached', 'Addresses of which something is remembered.');
    this.serversAway = metrics.gauge('tocsin_reverse_dns_servers_away', 'Servers that are left alone for a while.');
    // Events go on without names.
    checks.add('reverse_dns', () => Promise.resolve({ ok: true, detail: this.detail }));
  }

  /** Brings the gauges up to date. */
  show(): void {
    this.cached.set(this.watched.reduce((sum, { names }) => sum + names.size, 0));
    this.serversAway.set(this.away.length);
  }

  watch(watched: Watched): void {
    this.watched.push(watched);
  }

  asked(): void {
    this.questions.inc();
  }

  answered(answer: Answer): void {
    if (answer.kind === 'name' || answer.kind === 'none') this.answers.inc({ answer: answer.kind });
    else this.failures.inc({ reason: answer.reason });
  }

  private get away(): string[] {
    return [...new Set(this.watched.flatMap(({ servers }) => servers.away))];
  }

  private get detail(): string {
    return this.away
      .map(
        (server) =>
          `The DNS server ${server} does not answer; addresses go without names until it does. It is tried again within a minute; correct servers of pipeline.enrichers.reverse_dns if it is another.`,
      )
      .join(' ');
  }
}
