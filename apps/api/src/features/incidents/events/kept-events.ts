import { IncidentEventEntity } from '@tocsin/database';

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
  for (const event of found) {
    const copy = JSON.stringify(event.event);
    held.events += 1;
    held.characters += copy.length;
    if (held.events > MOST_EVENTS || held.characters > MOST_CHARACTERS) {
      if (isWanted) return added;
      throw new PlainProblem(
        'too_large',
        'incident.too_many_events',
        `An incident holds ${MOST_EVENTS} events at most.`,
      );
    }
    if (await keepEvent(moment, event, copy)) added.push(event.id);
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

async function keepEvent(
  moment: IncidentMoment,
  { id, event, day, source }: FoundEvent,
  copy: string,
): Promise<boolean> {
  const { actor, incident, now, manager } = moment;
  const rows = manager.getRepository(IncidentEventEntity);
  const known = await rows.findOneBy({ incidentId: incident.id, eventId: id });
  if (known !== null) {
    if (known.removedAt === null) return false;
    await rows.update({ incidentId: incident.id, eventId: id }, { removedAt: null });
    return true;
  }
  const shown = { at: plain(event['@timestamp'], 64), message: plain(event.message, SHOWN_CHARACTERS) };
  const linked = { linkedAt: now, linkedBy: actor.accountId, removedAt: null };
  await rows.insert({ incidentId: incident.id, eventId: id, day, copy, source, ...shown, ...linked });
  return true;
}

/** What a column of text can hold of what an event says. */
function plain(text: string, most: number): string {
  return text
    .replaceAll('\0', '\u2400')
    .slice(0, most)
    .replace(/[\uD800-\uDBFF]$/, '');
}
