import { Injectable, Logger } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';

/** Shows which plug-ins are passed over for now, and why. */
@Injectable()
export class PluginBypasses {
  private readonly log = new Logger('Plugins');
  private readonly gauge;
  private readonly reasons = new Map<string, string>();

  constructor(metrics: Metrics, checks: ReadinessChecks) {
    this.gauge = metrics.gauge('tocsin_plugin_bypassed', '1 while a plug-in is passed over because it fails.', [
      'plugin',
    ]);
    // Events without what one plug-in adds are better than none.
    checks.add('plugins', () => Promise.resolve({ ok: true, detail: this.detail }));
  }

  /** @param reason empty while the plug-in is at work */
  note(plugin: string, reason: string): void {
    const before = this.reasons.get(plugin) ?? '';
    if (reason === before) return;
    this.gauge.set({ plugin }, reason === '' ? 0 : 1);
    if (reason === '') {
      this.reasons.delete(plugin);
      this.log.log(`Plug-in ${plugin} is at work again.`);
    } else {
      this.reasons.set(plugin, reason);
      if (before === '') this.log.error(`Plug-in ${plugin} is passed over for now: ${reason}.`);
    }
  }

  private get detail(): string {
    return [...this.reasons]
      .map(([plugin, reason]) => `Plug-in ${plugin} is passed over for now: ${reason}.`)
      .join(' ');
  }
}
