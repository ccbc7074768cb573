import type { DataFolder, RunningState } from './data-folder';
import type { RunningSystem } from './running-system';

/** The options of `tocsin up`. */
export interface UpOptions {
  readonly cluster: boolean;
  readonly data: string;
  readonly port?: number;
  readonly demo: boolean;
  readonly reset: boolean;
  readonly yes: boolean;
  readonly postgresUrl?: string;
  readonly rabbitmqUrl?: string;
  readonly elasticsearchUrl?: string;
}

/** What a size tells once it runs. */
export type Started = Omit<RunningState, 'pid' | 'isReady' | 'processes'>;

/** What a size needs to start. */
export interface StartContext {
  readonly options: UpOptions;
  readonly folder: DataFolder;
  readonly system: RunningSystem;
  /** To be called whenever a process was started, so that `running.json` stays true. */
  readonly onStart: () => void;
}
