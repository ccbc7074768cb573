import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

interface Count {
  matches: number;
  shadowMatches: number;
}

const EVERY_MS = 5_000;
const ADD = `
  INSERT INTO rule_count AS old (rule_id, matches, shadow_matches, last_at)
    SELECT rule_id, matches, shadow_matches, $2 FROM jsonb_to_recordset($1::jsonb)
      AS new (rule_id text, matches bigint, shadow_matches bigint) ORDER BY rule_id
    ON CONFLICT (rule_id) DO UPDATE SET matches = old.matches + excluded.matches,
      shadow_matches = old.shadow_matches + excluded.shadow_matches, last_at = $2`;

/** Counts what rules match, and writes it down now and then. What a process counted last is lost with it when it is killed. */
@Injectable()
export class RuleCounts implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(RuleCounts.name);
  private counts = new Map<string, Count>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.write(), EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  add(ruleId: string, { isShadow, times = 1 }: { readonly isShadow: boolean; readonly times?: number }): void {
    const count = this.counts.get(ruleId) ?? { matches: 0, shadowMatches: 0 };
    count.matches += times;
    if (isShadow) count.shadowMatches += times;
    this.counts.set(ruleId, count);
  }

  /** What cannot be written now is written the next time. */
  async write(): Promise<void> {
    if (this.counts.size === 0 || !this.dataSource.isInitialized) return;
    const counts = this.counts;
    this.counts = new Map();
    const rows = [...counts].map(([id, { matches, shadowMatches }]) => ({
      ...{ rule_id: id, matches, shadow_matches: shadowMatches },
    }));
    try {
      await this.dataSource.query(ADD, [JSON.stringify(rows), this.clock.now()]);
    } catch (error) {
      this.log.debug(`Counts of rules wait for the database: ${String(error)}`);
      for (const [id, count] of counts) this.putBack(id, count);
    }
  }

  private putBack(id: string, { matches, shadowMatches }: Count): void {
    const since = this.counts.get(id) ?? { matches: 0, shadowMatches: 0 };
    this.counts.set(id, {
      matches: since.matches + matches,
      shadowMatches: since.shadowMatches + shadowMatches,
    });
  }
}
