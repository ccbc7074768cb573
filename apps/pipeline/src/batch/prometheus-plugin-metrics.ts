import { Injectable, Logger } from '@nestjs/common';
import { Metrics } from '@tocsin/observability';
import { PluginMetrics, type PluginRun } from '@tocsin/plugin-kit';

import { PluginBypasses } from '../plugins/plugin-bypasses';
import { Reminders } from './reminders';

/** Counts the work of every plug-in, and says in the log once a minute which of them fail. */
@Injectable()
export class PrometheusPluginMetrics extends PluginMetrics {
  private readonly log = new Logger('Plugins');
  private readonly reminders = new Reminders();
  private readonly events;
  private readonly seconds;

  constructor(
    metrics: Metrics,
    private readonly bypasses: PluginBypasses,
  ) {
    super();
    const labels = ['plugin', 'result'] as const;
    this.events = metrics.counter(
      'tocsin_plugin_events_total',
      'Events a plug-in was shown, changed, dropped, failed on.',
      labels,
    );
    this.seconds = metrics.counter('tocsin_plugin_seconds_total', 'Time spent in a plug-in.', ['plugin']);
  }

  override record({ type, events, changed, failed, dropped, seconds, error, bypassed }: PluginRun): void {
    this.events.inc({ plugin: type, result: 'shown' }, events);
    this.events.inc({ plugin: type, result: 'changed' }, changed);
    this.events.inc({ plugin: type, result: 'failed' }, failed);
    if (dropped > 0) this.events.inc({ plugin: type, result: 'dropped' }, dropped);
    this.seconds.inc({ plugin: type }, seconds);
    this.bypasses.note(type, bypassed);
    if (failed === 0 || !this.reminders.isDue(type)) return;
    const reason = error instanceof Error ? error.name : typeof error;
    this.log.warn(
      `Plug-in ${type} failed on ${failed} event(s) of a batch (${reason}); the events carry a note or are parked.`,
    );
  }
}
