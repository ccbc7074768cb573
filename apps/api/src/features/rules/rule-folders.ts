import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { RuleImport, ruleFolders, type RuleFolder } from '@tocsin/rules';

import { RuleSettings } from '../../rule-settings';
import { RuleNews } from './rule-news';

/** Brings the rules of the configured folders in, at the start and whenever their files change. */
@Injectable()
export class RuleFolders implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(RuleFolders.name);
  private readonly folders: readonly RuleFolder[];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private trouble = '';

  constructor(
    private readonly settings: RuleSettings,
    private readonly ruleImport: RuleImport,
    private readonly database: DatabaseReady,
    private readonly news: RuleNews,
  ) {
    this.folders = ruleFolders(settings);
  }

  onModuleInit(): void {
    void this.database.whenReady().then(() => this.look());
    this.timer = setInterval(() => void this.look(), this.settings.refreshSeconds * 1_000).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** A look that takes longer than the time between two is the only one. */
  look(): Promise<void> {
    this.running ??= this.bringIn().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async bringIn(): Promise<void> {
    try {
      const { changed, removed } = await this.ruleImport.run(this.folders);
      if (changed + removed > 0) this.log.log(`${changed} rules of folders are new or changed, ${removed} are gone`);
      this.news.tell();
      this.trouble = '';
    } catch (error) {
      if (this.trouble !== String(error)) this.log.warn(`The rules of folders were not brought in: ${String(error)}`);
      this.trouble = String(error);
    }
  }
}
