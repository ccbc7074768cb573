import { Injectable, Logger } from '@nestjs/common';

import { REHEARSAL } from '../../simulation/rehearsal';
import { BatchUnderWay } from '../batch-under-way';
import type { BatchStep } from '../batch-step';
import { Persistence } from '../persistence';
import { Understanding } from '../understanding';
import { POISON, SUSPECT } from './poison-codes';
import { PoisonNotes, type PoisonNote } from './poison-notes';

/** A batch that was delivered so often has taken workers down, or was unlucky: its lines are tried one by one. */
const FIRST_SUSPECTED = 3;
/** After so many guilty lines the rest of the batch is not tried any more. */
const MOST_GUILTY = 3;
/** A batch whose lines are harmless one by one, and that still does not come to an end. */
const LAST_ATTEMPT = 6;

const NONE: PoisonNote = { at: null, next: 0, guilty: [] };

/**
 * Finds the line that takes workers down. Before each line of a suspected batch it is noted which one it is; the next worker
 * finds the note, has that line parked, and goes on behind it.
 */
@Injectable()
export class PoisonSearch {
  private readonly log = new Logger(PoisonSearch.name);
  /** One batch at a time: a worker that goes down must leave one line to blame. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly notes: PoisonNotes,
    private readonly understanding: Understanding,
    private readonly persistence: Persistence,
  ) {}

  isSuspected(attempt: number): boolean {
    return attempt >= FIRST_SUSPECTED;
  }

  /** Refuses the lines of the batch that must not be tried as a whole. */
  async examine(underWay: BatchUnderWay, attempt: number): Promise<void> {
    const examined = this.turn.then(() => this.search(underWay, attempt));
    this.turn = examined.catch(() => undefined);
    await examined;
  }

  /** The batch has come to its end. */
  async forget({ batch }: BatchUnderWay): Promise<void> {
    await this.persistence.untilDone('forget an examined batch', () => this.notes.forget(batch));
  }

  private async search(underWay: BatchUnderWay, attempt: number): Promise<void> {
    const { batch, lines } = underWay;
    const found = await this.persistence.untilDone('examine a batch', () => this.notes.find(batch));
    const note = afterDeath(found ?? NONE);
    if (found?.at != null) this.log.error(`Event ${batch.ids[found.at]} took its worker down. It is parked.`);
    const isHopeless = note.guilty.length >= MOST_GUILTY || (attempt >= LAST_ATTEMPT && note.next >= lines.length);
    const end = isHopeless ? note : await this.tryLines(underWay, note);
    blame(underWay, end.guilty);
    if (isHopeless) suspect(underWay, note.guilty.length >= MOST_GUILTY ? note.next : 0);
  }

  private async tryLines(underWay: BatchUnderWay, { next, guilty }: PoisonNote): Promise<PoisonNote> {
    const { batch, lines } = underWay;
    const save = (note: PoisonNote) =>
      this.persistence.untilDone('examine a batch', () => this.notes.save(batch, note));
    for (let at = next; at < lines.length; at += 1) {
      await save({ at, next: at, guilty });
      await this.understanding.run(alone(underWay, at), runAll);
    }
    const done = { at: null, next: lines.length, guilty };
    await save(done);
    return done;
  }
}

/** What was under examination when the worker went down is guilty. */
function afterDeath({ at, next, guilty }: PoisonNote): PoisonNote {
  return at === null ? { at, next, guilty } : { at: null, next: at + 1, guilty: [...guilty, at] };
}

/** One line as a batch of its own, of which nothing comes. */
function alone({ batch, lines }: BatchUnderWay, position: number): BatchUnderWay {
  const faults = (batch.faults ?? []).filter((fault) => fault.position === position);
  const ids = [batch.ids[position] ?? ''];
  const single = { ...batch, ids, faults: faults.map((fault) => ({ ...fault, position: 0 })) };
  return new BatchUnderWay(single, [lines[position] ?? Buffer.alloc(0)], REHEARSAL);
}

async function runAll(steps: readonly BatchStep[]): Promise<void> {
  for (const { run } of steps) await run();
}

function blame(underWay: BatchUnderWay, guilty: readonly number[]): void {
  const reason =
    'The worker went down while it was on this event alone. Look into its log at that time, mend the plug-in, and try it again.';
  for (const position of guilty) underWay.refuse({ position, stage: 'normalize', refusal: { code: POISON, reason } });
}

function suspect(underWay: BatchUnderWay, from: number): void {
  const reason =
    'Other events of its batch took workers down again and again, so this one was not tried any more. Try it again.';
  for (let position = from; position < underWay.lines.length; position += 1)
    underWay.refuse({ position, stage: 'normalize', refusal: { code: SUSPECT, reason } });
}
