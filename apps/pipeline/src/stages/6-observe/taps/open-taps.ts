import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ConfigError } from '@tocsin/config';
import { PluginRegistry, type FoundPlugin, type PluginManifest, type Tap } from '@tocsin/plugin-kit';
import { compilePredicate, parseQuery, type Predicate } from '@tocsin/query';

import { PIPELINE_OPTIONS } from '../../../pipeline-options';
import type { PipelineOptions } from '../../../pipeline.config';
import type { TapSettings } from './tap-settings';

type TapSetting = TapSettings[string];
type FoundTap = FoundPlugin<PluginManifest, Tap>;

/** A tap as configured. */
export interface OpenTap {
  readonly name: string;
  readonly chooses: Predicate;
  readonly tap: Tap;
  readonly options: unknown;
}

/** The taps of the configuration, checked at start. */
@Injectable()
export class OpenTaps implements OnModuleInit {
  all: readonly OpenTap[] = [];

  constructor(
    private readonly registry: PluginRegistry,
    @Inject(PIPELINE_OPTIONS) private readonly options: Pick<PipelineOptions, 'taps'>,
  ) {}

  /** @throws {ConfigError} with every problem at once. */
  onModuleInit(): void {
    const found = this.registry.taps();
    const problems: string[] = [];
    this.all = Object.entries(this.options.taps).flatMap(([name, setting]) => {
      const opened = open(name, setting, found);
      if (!Array.isArray(opened)) return [opened];
      problems.push(...opened.map((problem) => `pipeline.taps.${name}${problem}`));
      return [];
    });
    if (problems.length > 0) throw new ConfigError(problems);
  }
}

/** The tap, or what is wrong with its setting. */
function open(name: string, { type, where, options }: TapSetting, found: readonly FoundTap[]): OpenTap | string[] {
  const kind = found.find(({ manifest }) => manifest.type === type);
  if (kind === undefined)
    return [`.type: there is no such kind of tap; known are ${found.map((one) => one.manifest.type).join(', ')}`];
  const checked = kind.manifest.options.safeParse(options);
  const chosen = choice(where);
  const problems = checked.success
    ? []
    : checked.error.issues.map(({ path, message }) => `.${['options', ...path.map(String)].join('.')}: ${message}`);
  if (typeof chosen === 'string') problems.push(`.where: ${chosen}`);
  if (problems.length > 0 || typeof chosen === 'string') return problems;
  return { name, chooses: chosen, tap: kind.plugin, options: checked.data };
}

function choice(where: string): Predicate | string {
  if (where.trim() === '') return () => true;
  try {
    return compilePredicate(parseQuery(where));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
