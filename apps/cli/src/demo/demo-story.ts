import { setTimeout as wait } from 'node:timers/promises';

import type { DemoPerson } from './demo-person';
import type { DemoSources } from './demo-sources';
import { dayBefore } from './demo-past';
import { SUSPECT } from './scenes';

const HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 1_000;
const LOOKS = 90;

interface FoundAlert {
  readonly number: string;
  readonly title: string;
  readonly severity: string;
}

/** What people did before the newcomer came: a list, events of the day before, and an incident that is worked on. */
export async function tellStory(person: DemoPerson, sources: DemoSources): Promise<void> {
  await makeWatchlist(person);
  for (const hour of dayBefore(Math.random, new Date())) await sources.send(hour);
  // A mail server that was cut off in the middle of a line: it is parked, to be mended in the console.
  const half = '{"hostname":"mail-01","program":"postfix","summary":"message from <news@exam';
  await sources.sendLines('demo-mail', [half, `${half}ple.org`]);
  const alerts = await firstAlerts(person);
  if (alerts.length > 0) await workOnIncident(person, alerts);
  await person.leave();
}

async function makeWatchlist(person: DemoPerson): Promise<void> {
  await person.post('/api/watchlists', { name: 'demo-suspects', description: 'Made by up --demo' });
  const entry = { kind: 'exact', value: SUSPECT, reason: 'Tried our web shop for holes last week' };
  await person.post('/api/watchlists/demo-suspects/entries', entry);
}

/** The gravest alerts there are, as soon as detection has raised some; none when it raises none in time. */
async function firstAlerts(person: DemoPerson): Promise<readonly FoundAlert[]> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { alerts } = await person.get<{ alerts: readonly FoundAlert[] }>('/api/alerts?limit=50&status=open');
    const shells = alerts.filter(({ title }) => /web ?shell/i.test(title));
    const grave = shells.length > 0 ? shells : alerts.filter(({ severity }) => ['high', 'critical'].includes(severity));
    if (grave.length > 0 && alerts.length >= 3) return grave.slice(0, 2);
    await wait(LOOK_EVERY_MS, undefined, { ref: false });
  }
  return [];
}

async function workOnIncident(person: DemoPerson, alerts: readonly FoundAlert[]): Promise<void> {
  const title = `${alerts[0]?.title ?? 'Something'}: somebody is on web-01`;
  const wish = { title, severity: 'high', alerts: alerts.map(({ number }) => number) };
  const { number, lead } = await person.post<{ number: string; lead: { id: string } }>('/api/incidents', wish);
  const path = `/api/incidents/${number}`;
  const add = (kind: string, data: object): Promise<unknown> => person.post(`${path}/items`, { kind, data });
  const soon = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();
  await person.post(`${path}/set`, { field: 'phase', seen: 'identification', value: 'containment' });
  await add('timeline', { at: soon(-3), title: 'First request to /uploads/shell.php', about: alerts[0]?.number ?? '' });
  await add('timeline', { at: soon(-1), title: 'web-01 taken out of the load balancer', about: '' });
  const assigneeId = lead.id;
  const checklist = [
    { id: 'logs', text: 'Web server logs of the last 7 days', isDone: true },
    { id: 'disk', text: 'Image of the disk', isDone: false },
  ];
  await add('task', { title: 'Keep what proves it', assigneeId, dueAt: soon(2), phase: 'containment', checklist });
  await add('task', { title: 'Find how the file came to /uploads', dueAt: soon(6), phase: 'eradication' });
  await add('task', { title: 'Tell the owner of the web shop', assigneeId, state: 'done' });
  await add('theory', {
    title: 'The upload form takes any kind of file',
    evidenceFor: ['The file has the name of a picture'],
  });
  await add('mitigation', { title: 'Uploads are served as downloads only', state: 'planned' });
  await add('indicator', { value: '198.51.100.99', note: 'Serves the second stage' });
}
