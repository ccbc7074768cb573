import { RouterTestingHarness } from '@angular/router/testing';
import type { AuditEntry } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, cellsOf, textOf, type } from '../../../../testing/screen';
import { AuditPage } from './audit-page';

const anEntry = (seq: number, patch: Partial<AuditEntry> = {}): AuditEntry => ({
  seq: String(seq),
  at: NOW,
  actor: { id: 'mara-id', name: 'mara' },
  action: 'source.update',
  object: { kind: 'source', id: `web-${seq}` },
  before: { description: 'one', version: 1, zone: '' },
  after: { description: '<b>two</b>', version: 2, zone: null },
  address: '192.0.2.7',
  requestId: 'r-1',
  isWithheld: false,
  hash: 'h',
  ...patch,
});

async function open(address = '/audit', session = aSession(['audit.read'])) {
  const { http } = consoleBed({ session, routes: [{ path: 'audit', component: AuditPage }] });
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  const asked = () => http.match(({ url }) => url === '/api/audit').at(-1);
  const answer = async (entries: AuditEntry[], nextCursor: string | null = null) => {
    asked()?.flush({ entries, nextCursor });
    await settle();
  };
  return { http, element, asked, answer };
}

describe('the audit log', () => {
  it('says who did what to which thing, and how it was and is, as text', async () => {
    const { element, answer } = await open();
    const byHand = { actor: { id: null, name: 'command line' }, address: null, before: null };
    await answer([anEntry(2), anEntry(1, byHand)]);
    const [, ...cells] = cellsOf(byRole(element, 'row', 'web-2'));
    expect(cells).toEqual(['mara', 'source.update', 'web-2', 'description:one→<b>two</b>version:1→2', '192.0.2.7']);
    expect(textOf(byRole(element, 'row', 'web-1'))).toContain('this machine');
  });

  it('is searched by what stands in the address and in the box', async () => {
    const { element, asked, answer } = await open('/audit?q=shadow');
    const first = asked();
    expect(first?.request.params.get('q')).toBe('shadow');
    first?.flush({ entries: [], nextCursor: null });
    await settle();
    byRole(element, 'heading', 'No change matches');
    const box = byRole(element, 'textbox');
    type(box, 'mara');
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle();
    const second = asked();
    expect(second?.request.params.get('q')).toBe('mara');
    second?.flush({ entries: [anEntry(1)], nextCursor: null });
    await answer([]);
    expect(allByRole(element, 'row')).toHaveLength(2);
  });

  it('goes on with older changes', async () => {
    const { element, asked, answer } = await open();
    await answer([anEntry(9)], '9');
    byRole(element, 'button', 'Older changes').click();
    const more = asked();
    expect(more?.request.params.get('cursor')).toBe('9');
    more?.flush({ entries: [anEntry(8)], nextCursor: null });
    await settle();
    expect(allByRole(element, 'row')).toHaveLength(3);
    expect(allByRole(element, 'button', 'Older')).toEqual([]);
  });

  it('says why it could not be loaded, and tries again', async () => {
    const { element, asked } = await open();
    asked()?.flush({ detail: 'The database is away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('The database is away.');
    byRole(element, 'button', 'Retry').click();
    await settle();
    expect(asked()).toBeDefined();
  });

  it('is not asked for without the permission', async () => {
    const { element, asked } = await open('/audit', aSession(['alert.read']));
    expect(textOf(element)).toContain('You may not see this');
    expect(asked()).toBeUndefined();
  });
});
