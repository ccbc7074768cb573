import type { StageName } from './batch-under-way';

/** One thing done with a whole batch. */
export interface BatchStep {
  readonly name: StageName | 'park' | 'observe' | 'record';
  readonly run: () => void | Promise<void>;
}
