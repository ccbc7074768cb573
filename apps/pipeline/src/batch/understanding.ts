import { Injectable, Logger } from '@nestjs/common';
import { PluginHung } from '@tocsin/plugin-kit';

import { ParseStage } from '../stages/1-parse/parse.stage';
import { NormalizeStage } from '../stages/2-normalize/normalize.stage';
import { EnrichStage } from '../stages/3-enrich/enrich.stage';
import { MatchStage } from '../stages/4-match/match.stage';
import type { BatchStep } from './batch-step';
import { BatchUnderWay, type BatchEvent } from './batch-under-way';
import { POISON, SUSPECT } from './poison/poison-codes';

/** Runs steps one after the other. */
type RunSteps = (steps: readonly BatchStep[]) => Promise<void>;

/** Stages 1 to 4: what the events mean. All in memory; running them again gives the same. */
@Injectable()
export class Understanding {
  private readonly log = new Logger(Understanding.name);

  constructor(
    private readonly parse: ParseStage,
    private readonly normalize: NormalizeStage,
    private readonly enrich: EnrichStage,
    private readonly match: MatchStage,
  ) {}

  /** An event on which a plug-in does not come to an end is parked, and the others start again from their lines. */
  async run(underWay: BatchUnderWay, runAll: RunSteps): Promise<BatchUnderWay> {
    try {
      await runAll(this.steps(underWay));
      return underWay;
    } catch (error) {
      if (!(error instanceof PluginHung)) throw error;
      this.log.error(`${error.message} The event is parked.`);
      return this.run(withoutHung(underWay, error), runAll);
    }
  }

  private steps(underWay: BatchUnderWay): readonly BatchStep[] {
    return [
      { name: 'parse', run: () => this.parse.run(underWay) },
      { name: 'normalize', run: () => this.normalize.run(underWay) },
      { name: 'enrich', run: () => this.enrich.run(underWay) },
      { name: 'match', run: () => this.match.run(underWay) },
    ];
  }
}

const HUNG = 'plugin.hung';
/** What is refused before the first step stays refused when the steps begin anew. */
const STAYS = [HUNG, POISON, SUSPECT];

function withoutHung({ batch, lines, refused, witness }: BatchUnderWay, hung: PluginHung): BatchUnderWay {
  const again = new BatchUnderWay(batch, lines, witness);
  for (const line of refused) if (STAYS.includes(line.refusal.code)) again.refuse(line);
  const { position } = hung.item as BatchEvent;
  again.refuse({ position, stage: 'normalize', refusal: { code: HUNG, reason: hung.message } });
  return again;
}
