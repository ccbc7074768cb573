import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Incident, IncidentItem, IncidentSummary } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { anAlert, aSession, IDRIS, MARA, NOW } from '../../../testing/fixtures';
import { allByRole, byRole, cellsOf, textOf, type } from '../../../testing/screen';
import { Commands } from '../../core/commands/commands';
import { Toasts } from '../../core/toasts/toasts';
import { incidentRoutes } from './incidents.routes';

const MAY = aSession(['incident.read', 'incident.handle']);
const COUNTS = {
  alerts: 2,
  indicators: 0,
  tasks: 3,
  openTasks: 1,
  theories: 0,
  mitigations: 0,
  lessons: 0,
  references: 0,
  timeline: 0,
  veris: 0,
};

const anIncident = (patch: Partial<Incident> = {}): Incident => ({
  id: 'i-1',
  number: 'INC-2026-0042',
  kind: 'incident',
  type: null,
  title: 'Password <b>spray</b>',
  summary: '',
  contact: '',
  severity: 'high',
  phase: 'identification',
  lead: IDRIS,
  team: [IDRIS],
  tlp: 'amber',
  pap: 'amber',
  tags: [],
  isRestricted: false,
  mergedInto: null,
  counts: COUNTS,
  createdAt: NOW,
  updatedAt: NOW,
  phaseSince: NOW,
  closedAt: null,
  revision: 1,
  restrictedTo: [],
  milestones: { detected: { at: NOW, source: 'A-7', setBy: MARA } },
  phases: [],
  measures: { ttd: null, tta: null, ttc: { seconds: 1_409, isRunning: true }, ttr: null },
  merged: [],
  createdBy: MARA,
  asOf: NOW,
  ...patch,
});

const anItem = (kind: IncidentItem['kind'], data: Record<string, unknown>): IncidentItem => ({
  id: `id-${kind}`,
  kind,
  data,
  assignee: null,
  isAutomatic: false,
  createdAt: NOW,
  createdBy: MARA,
  updatedAt: NOW,
  updatedBy: MARA,
  removedAt: null,
});

async function open(address: string, session = MAY) {
  const bed = consoleBed({ session, routes: [{ path: 'incidents', children: incidentRoutes }] });
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  return { ...bed, element };
}

describe('the incidents', () => {
  const list = async (http: Awaited<ReturnType<typeof open>>['http'], incidents: IncidentSummary[]) => {
    http
      .expectOne(({ url }) => url === '/api/incidents')
      .flush({ incidents, total: incidents.length, nextCursor: null, asOf: NOW });
    await settle();
  };

  it('say what each is, where it stands and who is in it, as text', async () => {
    const { element, http } = await open('/incidents');
    await list(http, [anIncident()]);
    const cells = cellsOf(byRole(element, 'row', 'INC-2026-0042'));
    expect([cells[1], cells[2], cells[3], cells[6], cells[7]]).toEqual([
      'INC-2026-0042',
      'Password <b>spray</b>',
      'Identification',
      '2',
      '1 of 3',
    ]);
    expect(byRole(element, 'link', 'INC-2026-0042').getAttribute('href')).toBe('/incidents/INC-2026-0042');
  });

  it('explain how there come to be some, and what a filter hides', async () => {
    const { element, http } = await open('/incidents?q=beacon');
    await list(http, []);
    byRole(element, 'heading', 'No incident matches');
    byRole(element, 'button', 'Show all').click();
    await settle();
    await list(http, []);
    byRole(element, 'heading', 'No open incidents');
  });

  it('are loaded again when one changes', async () => {
    const { element, http, socket } = await open('/incidents');
    await list(http, []);
    socket.emit('incident.changed', { number: 'INC-2026-0042', revision: 1, parts: ['head'], by: null });
    await vi.waitFor(() => list(http, [anIncident()]));
    byRole(element, 'row', 'INC-2026-0042');
  });

  it('are not asked for without the permission', async () => {
    const { element, http } = await open('/incidents', aSession(['alert.read']));
    expect(textOf(element)).toContain('You may not see this');
    http.expectNone(({ url }) => url === '/api/incidents');
  });
});

describe('an incident', () => {
  const at = '/api/incidents/INC-2026-0042';
  async function show(incident: Incident = anIncident(), items: IncidentItem[] = [], tab = '') {
    const bed = await open(`/incidents/INC-2026-0042${tab}`);
    bed.http.expectOne(at).flush(incident);
    bed.http.expectOne(`${at}/items`).flush({ items });
    bed.http
      .expectOne(`${at}/alerts`)
      .flush({ alerts: [], suggested: [{ alert: anAlert(9), sharedValue: '203.0.113.9' }] });
    bed.http.expectOne(`${at}/history?limit=100`).flush({ entries: [], nextCursor: null });
    await settle();
    return bed;
  }

  it('shows its phase, when things happened and how long that took', async () => {
    const { element } = await show();
    expect(textOf(element.querySelector('[aria-current="step"]') as HTMLElement)).toContain('Identification');
    expect(textOf(element)).toContain('23 m 29 s, running');
    expect(textOf(element)).toContain('A-7');
    expect(textOf(element)).toContain('also about 203.0.113.9');
  });

  it('goes to the next phase at once, and back when the server says no', async () => {
    const { element, http } = await show();
    byRole(element, 'button', 'Move to Containment').click();
    await settle();
    expect(textOf(element.querySelector('[aria-current="step"]') as HTMLElement)).toContain('Containment');
    const request = http.expectOne(`${at}/set`);
    expect(request.request.body).toEqual({ field: 'phase', seen: 'identification', value: 'containment' });
    request.flush({ detail: 'The database is away.', code: 'database.unavailable' }, { status: 503, statusText: 'x' });
    await settle();
    http.expectOne(at).flush(anIncident());
    await settle();
    expect(textOf(element.querySelector('[aria-current="step"]') as HTMLElement)).toContain('Identification');
    expect(TestBed.inject(Toasts).toasts().at(-1)?.text).toBe('Phase stays as it was. The database is away.');
  });

  it('shows both values when two people changed one field, and lets the second choose', async () => {
    const { element, http } = await show();
    const severity = byRole(element, 'combobox', 'Severity') as HTMLSelectElement;
    severity.value = 'critical';
    severity.dispatchEvent(new Event('change'));
    await settle();
    const current = { field: 'severity', value: 'low', by: IDRIS, at: NOW };
    http
      .expectOne(`${at}/set`)
      .flush({ code: 'incident.conflict', detail: 'x', current }, { status: 409, statusText: 'x' });
    await settle();
    http.expectOne(at).flush(anIncident({ severity: 'low' }));
    await settle();
    const banner = byRole(element, 'alert');
    expect(textOf(banner)).toContain('Idris Bell set Severity to “low” meanwhile. You chose “critical”.');
    byRole(banner, 'button', 'Set mine').click();
    await settle();
    expect(http.expectOne(`${at}/set`).request.body).toEqual({ field: 'severity', seen: 'low', value: 'critical' });
  });

  it('has the old title again when it was emptied, and when the server does not answer at all', async () => {
    const { element, http } = await show();
    const title = byRole(element, 'textbox', 'Title') as HTMLInputElement;
    const change = async (value: string) => {
      type(title, value);
      title.dispatchEvent(new Event('change'));
      await settle();
    };
    await change(' ');
    expect(title.value).toBe('Password <b>spray</b>');
    http.expectNone(`${at}/set`);
    await change('Beacon');
    http.expectOne(`${at}/set`).error(new ProgressEvent('error'));
    await settle();
    http.expectOne(at).error(new ProgressEvent('error'));
    await settle();
    expect(title.value).toBe('Password <b>spray</b>');
    expect(
      TestBed.inject(Commands)
        .all()
        .map(({ label }) => label),
    ).toContain('Merge into another incident');
  });

  it('does not become another one whose answer comes late', async () => {
    const { element, http } = await show();
    byRole(element, 'button', 'Move to Containment').click();
    await settle();
    await TestBed.inject(Router).navigateByUrl('/incidents/INC-2026-0007');
    await settle();
    const other = '/api/incidents/INC-2026-0007';
    http.expectOne(other).flush(anIncident({ number: 'INC-2026-0007', title: 'The other' }));
    await settle();
    http.expectOne(`${at}/set`).flush(anIncident({ phase: 'containment' }));
    await settle();
    expect((byRole(element, 'textbox', 'Title') as HTMLInputElement).value).toBe('The other');
  });

  it.each([
    ['/tasks', 'items', 'Loading tasks', 'The tasks could not be loaded'],
    ['/veris', 'items', 'Loading VERIS tags', 'The VERIS tags could not be loaded'],
    ['/alerts', 'alerts', 'Loading alerts', 'The alerts could not be loaded'],
    ['/actions', 'history?limit=100', 'Loading the history', 'The history could not be loaded'],
    ['', 'items', 'Loading tasks', 'What belongs to the incident could not be loaded'],
  ])('says on its tab %s that %s are not there yet, or why they are not', async (tab, path, loading, failed) => {
    const { element, http } = await open(`/incidents/INC-2026-0042${tab}`);
    http.expectOne(at).flush(anIncident());
    await settle();
    expect(textOf(element)).toContain(loading);
    const refused = { status: 503, statusText: 'x' };
    http.expectOne(`${at}/${path}`).flush({ code: 'database.unavailable', detail: 'x' }, refused);
    await settle();
    const alert = byRole(element, 'alert', failed);
    expect(textOf(element)).not.toMatch(/No tasks yet|No VERIS tags yet|No alert belongs|Nothing yet/);
    byRole(alert, 'button', 'Retry').click();
    await settle();
    http.expectOne(`${at}/${path}`);
  });

  it('loads only what changed elsewhere', async () => {
    const { http, socket } = await show();
    socket.emit('incident.changed', { number: 'INC-2026-0042', revision: 2, parts: ['head'], by: null });
    socket.emit('incident.changed', { number: 'INC-2026-0007', revision: 2, parts: ['items'], by: null });
    await settle();
    http.expectOne(at);
    http.expectNone(`${at}/items`);
  });

  it('takes tasks by their box, and their state', async () => {
    const { element, http } = await show(anIncident(), [anItem('task', { title: 'Isolate', state: 'open' })]);
    const box = byRole(element, 'textbox', 'Add a task');
    type(box, 'Block it');
    byRole(element, 'button', 'Add a task').click();
    await settle();
    const request = http.expectOne({ method: 'POST', url: `${at}/items` });
    expect(request.request.body).toMatchObject({ kind: 'task', data: { title: 'Block it' } });
    request.flush(anItem('task', { title: 'Block it', state: 'open' }));
    await settle();
    expect((box as HTMLInputElement).value).toBe('');
    const state = byRole(element, 'combobox', 'State of Isolate') as HTMLSelectElement;
    state.value = 'done';
    state.dispatchEvent(new Event('change'));
    await settle();
    const set = http.expectOne(`${at}/items/id-task/set`);
    expect(set.request.body).toEqual({ field: 'state', seen: 'open', value: 'done' });
  });

  it('that is part of another says so, and is changed there', async () => {
    const { element } = await show(anIncident({ mergedInto: 'INC-2026-0001' }));
    expect(textOf(element)).toContain('INC-2026-0042 is part of INC-2026-0001');
    expect(allByRole(element, 'button', 'Move to')).toEqual([]);
    expect(allByRole(element, 'textbox', 'Title')).toEqual([]);
  });

  it('offers each key that its buttons show', async () => {
    const { element } = await show();
    const shown = [...element.querySelectorAll('main [aria-keyshortcuts]')].map((one) =>
      one.getAttribute('aria-keyshortcuts'),
    );
    const offered = TestBed.inject(Commands)
      .all()
      .map(({ keys }) => keys);
    expect(offered).toEqual(expect.arrayContaining(shown));
    expect(shown).toEqual(expect.arrayContaining(['m', 'p', 'v']));
  });

  it('goes to the workspace for its evidence and events', async () => {
    const { element } = await show(anIncident(), [], '/tasks');
    const run = async (keys: string) => {
      TestBed.inject(Commands)
        .all()
        .find((command) => command.keys === keys)
        ?.run();
      await settle();
    };
    await run('e');
    expect(document.activeElement).toBe(byRole(element, 'textbox', 'Id of an event to add'));
    byRole(element, 'link', 'Tasks').click();
    await settle();
    await run('v');
    expect(document.activeElement).toBe(byRole(element, 'button', 'Add evidence'));
  });

  it('has a tab for each part with all that is known of it', async () => {
    const item = anItem('indicator', { value: '203.0.113.9', type: 'ipv4', isMalicious: true, note: '<b>seen</b>' });
    const { element } = await show(anIncident(), [item], '/indicators');
    expect(byRole(element, 'link', 'Indicators').getAttribute('aria-current')).toBe('page');
    expect(cellsOf(byRole(element, 'row', '203.0.113.9')).slice(0, 4)).toEqual([
      '203.0.113.9',
      'ipv4',
      'yes',
      '<b>seen</b>',
    ]);
    byRole(element, 'textbox', 'Add an indicator');
    byRole(element, 'link', 'Workspace').click();
    await settle();
    byRole(element, 'textbox', 'Summary');
    expect(byRole(element, 'link', 'Tasks').textContent).toContain('2 of 3');
  });

  it('shows the report as it is exported, in a frame that can do nothing', async () => {
    const { element, http } = await show(anIncident(), [], '/report');
    http.expectOne(`${at}/report?format=html`).flush('<h1>INC-2026-0042</h1><script>x</script>');
    await settle();
    const frame = element.querySelector('iframe');
    expect(frame?.getAttribute('sandbox')).toBe('');
    expect(frame?.srcdoc).toBe('<h1>INC-2026-0042</h1><script>x</script>');
    expect(byRole(element, 'link', 'Download PDF').getAttribute('href')).toBe(`${at}/report?format=pdf`);
  });

  it('that is not there, or not for this person, looks the same', async () => {
    const { element, http } = await open('/incidents/INC-2026-0042');
    for (const path of ['', '/items', '/alerts', '/history?limit=100'])
      http.expectOne(at + path).flush({ code: 'incident.not_found', detail: 'x' }, { status: 404, statusText: 'x' });
    await settle();
    expect(allByRole(element, 'heading').map(textOf)).toContain('You may not see INC-2026-0042');
  });
});
