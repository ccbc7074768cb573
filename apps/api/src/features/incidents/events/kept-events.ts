import { IncidentEventEntity } from '@tocsin/database';
import { In } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import type { IncidentMoment } from '../incident-desk';
import type { FoundEvent } from './event-copies';

const MOST_EVENTS = 5_000;
const MOST_CHARACTERS = 256 * 1024 ** 2;
const SHOWN_CHARACTERS = 1_000;

/**
 * Writes copies of events into the incident; of those it has, the copy stays as it is. @returns the ids that are new.
 * @throws {PlainProblem} when the incident holds too many, unless those of proofs are only `wanted` as far as there is room.
 */
export async function keepEvents(
  moment: IncidentMoment,
  found: readonly FoundEvent[],
  { isWanted = false }: { readonly isWanted?: boolean } = {},
): Promise<string[]> {
  const added: string[] = [];
  const held = await heldBy(moment);
  const known = await knownOf(
    moment,
    found.map(({ id }) => id),
  );
  for (const event of found) {
    if (known.get(event.id) === false) continue;
    const copy = JSON.stringify(event.event);
    if (!known.has(event.id)) {
      held.events += 1;
      held.characters += copy.length;
    }
    if (held.events > MOST_EVENTS || held.characters > MOST_CHARACTERS) {
      if (isWanted) return added;
      throw new PlainProblem(
        'too_large',
        'incident.too_many_events',
        `An incident holds ${MOST_EVENTS} events at most.`,
      );
    }
    await keepEvent(moment, { ...event, isBack: known.has(event.id) }, copy);
    known.set(event.id, false);
    added.push(event.id);
  }
  return added;
}

async function heldBy({ incident, manager }: IncidentMoment): Promise<{ events: number; characters: number }> {
  const [row] = await manager.query<{ events: number; characters: string }[]>(
    `SELECT count(*)::int AS events, coalesce(sum(length(copy)), 0) AS characters FROM incident_event WHERE incident_id = $1`,
    [incident.id],
  );
  return { events: row!.events, characters: Number(row!.characters) };
}

/** Those of the events that the incident has a copy of, by whether it was taken out. */
async function knownOf({ incident, manager }: IncidentMoment, ids: readonly string[]): Promise<Map<string, boolean>> {
  const where = { incidentId: incident.id, eventId: In([...ids]) };
  const rows = await manager
    .getRepository(IncidentEventEntity)
    .find({ where, select: { eventId: true, removedAt: true } });
  return new Map(rows.map(({ eventId, removedAt }) => [eventId, removedAt !== null]));
}

async function keepEvent(moment: IncidentMoment, kept: FoundEvent & { isBack: boolean }, copy: string): Promise<void> {
  const { actor, incident, now, manager } = moment;
  const { id, event, day, source, isBack } = kept;
  const rows = manager.getRepository(IncidentEventEntity);
  if (isBack) {
    await rows.update({ incidentId: incident.id, eventId: id }, { removedAt: null });
    return;
  }
  const shown = { at: plain(event['@timestamp'], 64), message: plain(event.message, SHOWN_CHARACTERS) };
  const linked = { linkedAt: now, linkedBy: actor.accountId, removedAt: null };
  await rows.insert({ incidentId: incident.id, eventId: id, day, copy, source, ...shown, ...linked });
}

/** What a column of text can hold of what an event says. */
function plain(text: string, most: number): string {
  return text
    .replaceAll('\0', '\u2400')
    .slice(0, most)
    .replace(/[\uD800-\uDBFF]$/, '');
}
