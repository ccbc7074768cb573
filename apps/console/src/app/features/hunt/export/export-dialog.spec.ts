import { TestBed } from '@angular/core/testing';
import type { EventExport } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, textOf } from '../../../../testing/screen';
import { ExportDialogs } from './export-dialogs';

const WISH = {
  q: 'user.name:root',
  from: '2026-11-24T08:00:00.000Z',
  to: '2026-11-24T12:00:00.000Z',
  columns: ['user.name'],
  total: 3_393,
};

const aJob = (patch: Partial<EventExport> = {}): EventExport => ({
  ...{ id: 'x-1', q: WISH.q, from: WISH.from, to: WISH.to, format: 'csv', columns: WISH.columns },
  ...{ state: 'ready', total: WISH.total, written: 0, detail: '', createdAt: NOW },
  ...patch,
});

async function open(total = WISH.total) {
  const { http } = consoleBed();
  const fetched: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    fetched.push(this.pathname);
  });
  await TestBed.inject(ExportDialogs).open({ ...WISH, total });
  await settle();
  http.expectOne('/api/events/exports').flush({ exports: [], most: 1_000_000 });
  await settle();
  const dialog = document.querySelector<HTMLElement>('tocsin-export-dialog');
  if (dialog === null) throw new Error('No dialog.');
  return { http, dialog, fetched };
}

/** Clicks Export and answers with a job. */
async function start({ http, dialog }: Awaited<ReturnType<typeof open>>) {
  byRole(dialog, 'button', 'Export').click();
  const post = http.expectOne({ method: 'POST', url: '/api/events/exports' });
  post.flush(aJob());
  await settle();
  return post.request.body as object;
}

describe('an export', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('says beforehand how many there are and how many at most', async () => {
    const { dialog } = await open();
    expect(textOf(dialog)).toContain('Export 3,393 events');
    expect(textOf(dialog)).toContain('One file holds at most 1,000,000 events.');
  });

  it('is not begun when there are too many', async () => {
    const { dialog, http } = await open(1_000_001);
    expect(textOf(byRole(dialog, 'alert'))).toContain('more than one file holds');
    byRole(dialog, 'button', 'Export').click();
    http.expectNone({ method: 'POST', url: '/api/events/exports' });
  });

  it('is fetched by the browser, and shows how far it is until it is done', async () => {
    const opened = await open();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const started = start(opened);
    await vi.advanceTimersByTimeAsync(100);
    expect(await started).toEqual({ ...WISH, total: undefined, format: 'csv' });
    expect(opened.fetched).toEqual(['/api/events/exports/x-1/file']);
    for (const [written, state, words] of [
      [1_000, 'running', '1,000 of 3,393 events written'],
      [3_393, 'done', 'Done: the file holds 3,393 events.'],
    ] as const) {
      await vi.advanceTimersByTimeAsync(1_000);
      opened.http.expectOne('/api/events/exports/x-1').flush(aJob({ state, written }));
      await vi.advanceTimersByTimeAsync(100);
      expect(textOf(byRole(opened.dialog, 'status'))).toBe(words);
    }
    await vi.advanceTimersByTimeAsync(5_000);
    opened.http.expectNone('/api/events/exports/x-1');
  });

  it('is cancelled, and says how far it came', async () => {
    const opened = await open();
    await start(opened);
    byRole(opened.dialog, 'button', 'Cancel the export').click();
    const end = { state: 'cancelled', written: 7, detail: 'It was cancelled.' } as const;
    opened.http.expectOne('/api/events/exports/x-1/cancel').flush(aJob(end));
    await settle();
    expect(textOf(byRole(opened.dialog, 'status'))).toBe(
      'Not whole: it ended after 7 of 3,393 events. It was cancelled.',
    );
    expect(allByRole(opened.dialog, 'button', 'Cancel the export')).toEqual([]);
  });

  it('says why it was refused', async () => {
    const { dialog, http, fetched } = await open();
    byRole(dialog, 'button', 'Export').click();
    const busy = { detail: '3 of your exports are being written.', code: 'event_export.busy' };
    http.expectOne({ method: 'POST', url: '/api/events/exports' }).flush(busy, { status: 429, statusText: 'x' });
    await settle();
    expect(textOf(byRole(dialog, 'alert'))).toContain('3 of your exports are being written.');
    expect(fetched).toEqual([]);
  });
});
