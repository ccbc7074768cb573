import { PluginMetrics, type PluginRun } from '@tocsin/plugin-kit';

/** How long each plug-in took. */
export class PluginTimes extends PluginMetrics {
  private readonly seconds = new Map<string, number>();

  override record({ type, seconds }: PluginRun): void {
    this.seconds.set(type, (this.seconds.get(type) ?? 0) + seconds);
  }

  /** Seconds by plug-in since the last call. */
  take(): ReadonlyMap<string, number> {
    const taken = new Map(this.seconds);
    this.seconds.clear();
    return taken;
  }
}
