import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { RuleImport, ruleFolders, type RuleFolder } from '@tocsin/rules';

import { RuleSettings } from '../../rule-settings';
import { RuleFolderReport } from './rule-folder-report';

/** Brings the rules of the configured folders in, at the start and whenever their files change. */
@Injectable()
export class RuleFolders implements OnModuleInit, OnModuleDestroy {
  private readonly folders: readonly RuleFolder[];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly settings: RuleSettings,
    private readonly ruleImport: RuleImport,
    private readonly database: DatabaseReady,
    private readonly report: RuleFolderReport,
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
      this.report.done(await this.ruleImport.run(this.folders));
    } catch (error) {
      this.report.failed(error);
    }
  }
}
