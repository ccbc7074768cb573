import { Inject, Injectable } from '@nestjs/common';
import type { SimulatedLine } from '@tocsin/api-contract';
import type { EventBatch } from '@tocsin/event-model';
import { lineReader } from '@tocsin/framing';

import { BatchUnderWay } from '../batch/batch-under-way';
import { Understanding } from '../batch/understanding';
import { PIPELINE_OPTIONS } from '../pipeline-options';
import type { PipelineOptions } from '../pipeline.config';
import { LineFraming, type FramedLines, type NumberedLine } from './framed-lines';
import { REHEARSAL } from './rehearsal';
import { simulatedLines } from './simulated-lines';
import { TraceKeeper } from './trace-keeper';

/** What would be known of the lines if they were sent. */
export interface SimulatedSender {
  /** How the shipper speaks; without it, what begins a JSON object is one and the rest is text. */
  readonly dialect?: string | undefined;
  readonly source: string;
  readonly zone?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly application?: string | undefined;
  readonly receivedAt: Date;
  /** Whether to tell what each plug-in changed; takes several times as long. */
  readonly traces: boolean;
  /** In a batch, lines on which a plug-in may have to be stopped; each takes as long as `pipeline.pluginSeconds`. No limit when absent. */
  readonly hangs?: number | undefined;
}

/** Plug-ins had to be stopped so often that whoever else needs the process would wait too long. */
export class TooManyHangs extends Error {
  override readonly name = 'TooManyHangs';

  constructor() {
    super('Plug-ins do not come to an end with some of the lines. Try them one by one, or run ./tocsin simulate.');
  }
}

const NAME = 'simulation';

/**
 * Takes lines through the stages up to the store and tells what would become of them. Nothing is stored, told, counted or learnt from
 * them.
 */
@Injectable()
export class Simulation {
  constructor(
    private readonly understanding: Understanding,
    @Inject(PIPELINE_OPTIONS) private readonly options: Pick<PipelineOptions, 'maxDepth'>,
  ) {}

  /** Lines of one sender, batch after batch. */
  open(sender: SimulatedSender): SimulatedSending {
    return new SimulatedSending(this.understanding, sender, this.options.maxDepth);
  }
}

/** One sender's lines on their way. */
export class SimulatedSending {
  private readonly framing: LineFraming;

  constructor(
    private readonly understanding: Understanding,
    private readonly sender: SimulatedSender,
    maxDepth: number,
  ) {
    this.framing = new LineFraming(lineReader(sender.dialect, maxDepth));
  }

  /** What would become of the lines, which arrive as one batch. A line that belongs to the next one is told of with that. */
  send(lines: readonly NumberedLine[]): Promise<SimulatedLine[]> {
    return this.simulate(this.framing.frame(lines));
  }

  /** There are no more lines. */
  end(): Promise<SimulatedLine[]> {
    return this.simulate(this.framing.end());
  }

  private async simulate(framed: FramedLines): Promise<SimulatedLine[]> {
    const trace = this.sender.traces ? new TraceKeeper() : undefined;
    const begun = new BatchUnderWay(batchOf(this.sender, framed), framed.lines, trace ?? REHEARSAL);
    let starts = 0;
    const underWay = await this.understanding.run(begun, async (steps) => {
      starts += 1;
      if (starts > (this.sender.hangs ?? Infinity) + 1) throw new TooManyHangs();
      for (const { run } of steps) await run();
    });
    return simulatedLines(underWay, framed, trace);
  }
}

function batchOf(sender: SimulatedSender, { lines, faults }: FramedLines): EventBatch {
  const { dialect = 'json', source, zone, tags = [], application, receivedAt } = sender;
  return {
    id: NAME,
    source,
    dialect,
    ...(zone === undefined ? {} : { zone }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(application === undefined ? {} : { application }),
    receivedAt: receivedAt.toISOString(),
    frontend: NAME,
    ids: lines.map((_, position) => `${NAME}-${position}`),
    faults,
    // The stages read the lines they are given beside the batch.
    lines: Buffer.alloc(0),
  };
}
