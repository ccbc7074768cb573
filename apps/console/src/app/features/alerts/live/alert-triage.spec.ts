import { TestBed } from '@angular/core/testing';

import { consoleBed } from '../../../../testing/console-bed';
import { aDetail, anAlert, aSession, IDRIS, MARA } from '../../../../testing/fixtures';
import { Toasts } from '../../../core/toasts/toasts';
import { AlertTriage } from './alert-triage';

const alert = anAlert(1);
const url = '/api/alerts/A-1/acknowledge';
const taken = aDetail({ ...alert, status: 'in_progress', assignee: MARA, revision: 2 });

describe(AlertTriage.name, () => {
  it('shows the alert as mine before the server has answered', async () => {
    const { http } = consoleBed();
    const triage = TestBed.inject(AlertTriage);
    const taking = triage.take(alert);
    expect(triage.view(alert)).toMatchObject({ status: 'in_progress', assignee: MARA, revision: 1 });
    http.expectOne(url).flush(taken);
    await taking;
    expect(triage.view(alert)).toMatchObject({ status: 'in_progress', assignee: MARA, revision: 2 });
    expect(TestBed.inject(Toasts).toasts()).toEqual([]);
  });

  it('takes it back with the reason when the server could not, and offers to try again', async () => {
    const { http } = consoleBed();
    const triage = TestBed.inject(AlertTriage);
    const taking = triage.take(alert);
    http.expectOne(url).flush({ detail: 'The database is away.' }, { status: 503, statusText: 'x' });
    await taking;
    expect(triage.view(alert)).toEqual(alert);
    const [toast] = TestBed.inject(Toasts).toasts();
    expect(toast?.text).toBe('A-1 was not taken. The database is away.');
    toast?.action?.run();
    http.expectOne(url);
  });

  it('says who has it when somebody was faster, and shows so at once', async () => {
    const { http } = consoleBed();
    const triage = TestBed.inject(AlertTriage);
    const taking = triage.take(alert);
    http.expectOne(url).flush({ detail: 'Idris Bell has it since 12:04.' }, { status: 409, statusText: 'x' });
    await vi.waitFor(() =>
      http
        .expectOne('/api/alerts/A-1')
        .flush(aDetail({ ...alert, status: 'in_progress', assignee: IDRIS, revision: 2 })),
    );
    await taking;
    expect(triage.view(alert).assignee).toEqual(IDRIS);
    expect(TestBed.inject(Toasts).toasts()[0]?.text).toBe('A-1 was not taken. Idris Bell has it since 12:04.');
  });

  it('asks for nothing that cannot be', async () => {
    const { http } = consoleBed();
    const triage = TestBed.inject(AlertTriage);
    await triage.take(anAlert(1, { status: 'in_progress', assignee: IDRIS }));
    await triage.take(anAlert(2, { status: 'resolved' }));
    http.verify();
  });

  it('is not offered to people who may not', () => {
    consoleBed({ session: aSession(['alert.read']) });
    expect(TestBed.inject(AlertTriage).canTake(alert)).toBe(false);
  });

  it('sends one request when the key is pressed twice', async () => {
    const { http } = consoleBed();
    const triage = TestBed.inject(AlertTriage);
    const first = triage.take(alert);
    await triage.take(alert);
    http.expectOne(url).flush(taken);
    await first;
  });
});
