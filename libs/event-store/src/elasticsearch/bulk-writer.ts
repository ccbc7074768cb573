import { setTimeout as pause } from 'node:timers/promises';

import { errors, type Client } from '@elastic/elasticsearch';

import { StoreUnavailable, type AppendOutcome } from '../event-store';
import { judge, type BulkItem, type ItemVerdict } from './bulk-answer';
import { advise, isPassing, translate, type EngineError } from './failures';

/** In characters of JSON; larger bodies gain nothing. */
const BODY_SIZE = 5 * 1024 ** 2;

/** Between the tries of items that Elasticsearch had no room for; the caller keeps the batch when all are used up. */
const PAUSES_MS = [100, 250, 600, 1_500];

const FILTER = 'items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by';

/** Writes lines of a `_bulk` body and finds out what became of each. */
export class BulkWriter {
  constructor(
    private readonly client: Client,
    private readonly pausesMs: readonly number[] = PAUSES_MS,
  ) {}

  /**
   * One outcome per line, in order. Items refused for lack of room are sent again, and only those.
   * @throws {StoreUnavailable} when some item could not be decided; those already stored will answer `duplicate` next time.
   */
  async write(lines: readonly string[]): Promise<AppendOutcome[]> {
    const outcomes: AppendOutcome[] = [];
    for (const body of bodies(lines)) outcomes.push(...(await this.writeBody(body)));
    return outcomes;
  }

  private async writeBody(lines: readonly string[]): Promise<AppendOutcome[]> {
    const outcomes = new Array<AppendOutcome>(lines.length);
    let open = lines.map((_, position) => position);
    for (let attempt = 0; ; attempt += 1) {
      const verdicts = await this.send(open.map((position) => lines[position] ?? ''));
      const refused = verdicts.find((verdict) => verdict.kind !== 'decided');
      open = open.filter((position, at) => {
        const verdict = verdicts[at];
        if (verdict?.kind === 'decided') outcomes[position] = verdict.outcome;
        return verdict?.kind !== 'decided';
      });
      if (refused === undefined) return outcomes;
      const pauseMs = this.pausesMs[attempt];
      if (pauseMs === undefined || verdicts.some(({ kind }) => kind === 'unavailable'))
        throw giveUp(verdicts, open.length);
      await pause(pauseMs * (0.5 + Math.random()));
    }
  }

  private async send(lines: readonly string[]): Promise<ItemVerdict[]> {
    try {
      const answer = await this.client.transport.request<{ items: BulkItem[] }>({
        method: 'PUT',
        path: '/_bulk',
        querystring: { filter_path: FILTER },
        // Bytes: the client passes them on, while it would serialize objects one by one.
        bulkBody: Buffer.from(lines.join('')),
      });
      return answer.items.map(judge);
    } catch (error) {
      if (!(error instanceof errors.ResponseError)) throw translate(error);
      return this.afterRefusal(lines, error);
    }
  }

  /** The request as a whole was refused: too many at once, too large, or one of its items breaks it for the others. */
  private async afterRefusal(lines: readonly string[], error: errors.ResponseError): Promise<ItemVerdict[]> {
    const translated = translate(error);
    const status = error.statusCode ?? 0;
    const { error: reported } = (error.body ?? {}) as { error?: EngineError };
    if (status === 429 && reported !== undefined && !isPassing(reported))
      return lines.map(() => ({ kind: 'again', error: reported, status }));
    if (translated instanceof StoreUnavailable) throw translated;
    if (lines.length === 1) {
      const reason = `Elasticsearch refuses it (${status}): ${reported?.reason ?? error.message}`;
      return [{ kind: 'decided', outcome: { kind: 'rejected', reason } }];
    }
    const half = lines.length >> 1;
    return [...(await this.send(lines.slice(0, half))), ...(await this.send(lines.slice(half)))];
  }
}

/** The lines in portions of one request each. */
function* bodies(lines: readonly string[]): Iterable<readonly string[]> {
  let [start, size] = [0, 0];
  for (const [position, line] of lines.entries()) {
    if (size > 0 && size + line.length > BODY_SIZE) {
      yield lines.slice(start, position);
      [start, size] = [position, 0];
    }
    size += line.length;
  }
  yield lines.slice(start);
}

function giveUp(verdicts: readonly ItemVerdict[], open: number): StoreUnavailable {
  const undecided = verdicts.filter((verdict) => verdict.kind !== 'decided');
  const telling = undecided.find((verdict) => verdict.kind === 'unavailable') ?? undecided[0];
  const advice = telling === undefined ? '' : advise(telling.status, telling.error);
  return new StoreUnavailable(`${open} of ${verdicts.length} events were not taken. ${advice}`);
}
