import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { AuditActor } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { RuleNews } from '../rule-news';
import { RuleWriter } from '../rule-writer';

const EVERY_MS = 30_000;
const TOCSIN: AuditActor = { accountId: null, username: 'tocsin' };
const OVER = `
  SELECT rule.id, rule.version FROM rule_exception JOIN rule ON rule.id = rule_exception.id
    WHERE ends_at <= $1 AND removed_at IS NULL LIMIT 100`;

/** Takes exceptions out when their end has come. */
@Injectable()
export class ExceptionEnds implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(ExceptionEnds.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly writer: RuleWriter,
    private readonly news: RuleNews,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.end(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Another api may be faster: then the version is another one, and nothing is written. */
  async end(): Promise<void> {
    try {
      const over = await this.dataSource.query<{ id: string; version: number }[]>(OVER, [this.clock.now()]);
      for (const { id, version } of over) await this.writer.remove({ id, version, by: TOCSIN });
      if (over.length > 0) this.news.tell();
    } catch (error) {
      this.log.warn(`Exceptions that are over were not taken out, trying again: ${String(error)}`);
    }
  }
}
