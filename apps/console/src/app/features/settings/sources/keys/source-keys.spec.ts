import { aKey, aSession, aSource } from '../../../../../testing/fixtures';
import { openSource, visitSource } from '../../../../../testing/open-source';
import { allByRole, byRole, cellsOf, choose, textOf } from '../../../../../testing/screen';
import { settle } from '../../../../../testing/console-bed';

const keysUrl = '/api/sources/web/keys';
const created = { id: 'k_2', secret: 's3cret', authorization: 'ApiKey azI6czNjcmV0' };

async function makeKey() {
  const opened = await openSource();
  await opened.click('New key…');
  await opened.click('Make key');
  await opened.answer(keysUrl, created, 'POST');
  await opened.answer(keysUrl, { keys: [aKey(), aKey({ id: 'k_2' })] });
  return opened;
}

describe('the keys of a source', () => {
  it('say when each was used and ends', async () => {
    const lastUsedAt = '2020-11-23T09:00:00.000Z';
    const { page } = await openSource({ keys: [aKey({ lastUsedAt }), aKey({ id: 'k_2', expiresAt: lastUsedAt })] });
    expect(cellsOf(byRole(page, 'row', 'k_1')).slice(1, 5)).toEqual([
      'rsyslog',
      '2020-11-23 09:00:00',
      'never',
      'works',
    ]);
    expect(cellsOf(byRole(page, 'row', 'k_2')).slice(2, 5)).toEqual(['never', '2020-11-23 09:00:00', 'ended']);
    expect(allByRole(page, 'button', 'k_2')).toEqual([]);
  });

  it('are explained while there are none', async () => {
    const { page } = await openSource({ keys: [] });
    byRole(page, 'heading', 'No keys yet');
  });

  it('that could not be loaded say why, and are asked for again', async () => {
    const { answer, click, fail, page } = await visitSource();
    await answer('/api/sources/web', aSource());
    await fail(keysUrl);
    expect(textOf(byRole(page, 'alert'))).toContain('The database is away.');
    await click('Retry');
    await answer(keysUrl, { keys: [aKey()] });
    expect(textOf(byRole(page, 'row', 'k_1'))).toContain('works');
  });

  it('stay and say how old they are when they cannot be asked for again', async () => {
    const { answer, click, fail, page } = await openSource();
    await click('Revoke k_1');
    byRole(page, 'alert').parentElement?.querySelector<HTMLElement>('.danger')?.click();
    await answer('/api/keys/k_1', null, 'DELETE');
    await fail(keysUrl);
    expect(textOf(byRole(page, 'row', 'k_1'))).toContain('rsyslog');
    expect(textOf(byRole(page, 'status', 'As of'))).toContain('The database is away.');
  });

  it('show a new one once, in both forms, and not again', async () => {
    const { click, page } = await makeKey();
    expect(textOf(byRole(page, 'status', 'A key was made.'))).toContain('Authorization: ApiKey azI6czNjcmV0');
    expect(textOf(page)).toContain('k_2:s3cret');
    expect(document.activeElement?.textContent).toContain('A key was made.');
    await click('I have it');
    expect(textOf(page)).not.toContain('s3cret');
  });

  it('forget a new one when the source is left, in the page and in the browser', async () => {
    const { goTo, http, page } = await makeKey();
    await goTo('/settings/people');
    await goTo('/settings/sources/web');
    http.expectOne('/api/sources/web').flush(aSource());
    await settle();
    expect(textOf(page)).not.toContain('s3cret');
    expect(location.href + JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('s3cret');
  });

  it('say when none was made', async () => {
    const { click, fail, page } = await openSource();
    await click('New key…');
    await click('Make key');
    await fail(keysUrl, 'POST');
    expect(textOf(byRole(page, 'alert'))).toContain('No key was made. The database is away.');
  });

  it('are rotated with an overlap that is told before', async () => {
    const { answer, click, page } = await openSource();
    await click('Rotate k_1');
    expect(textOf(byRole(page, 'status', 'A new key is made at once'))).toContain('k_1 works beside it until');
    choose(byRole(page, 'combobox', 'The former key goes on working'), '0');
    await settle();
    expect(textOf(page)).toContain('Whoever still sends with k_1 is refused from now on.');
    choose(byRole(page, 'combobox', 'The former key goes on working'), '604800');
    await settle();
    page.querySelector<HTMLElement>('tocsin-rotate-key button[type="submit"]')?.click();
    await settle();
    expect(await answer(`${keysUrl}/k_1/rotate`, created, 'POST')).toEqual({
      overlapSeconds: 604_800,
      expiresAt: null,
    });
    expect(textOf(byRole(page, 'status', 'A key was made.'))).toContain('It takes the place of k_1');
  });

  it('are revoked only after saying what that does', async () => {
    const { answer, click, http, page } = await openSource();
    await click('Revoke k_1');
    http.expectNone('/api/keys/k_1');
    expect(textOf(page)).toContain('will be refused from now on. This cannot be undone.');
    page.querySelector<HTMLElement>('tocsin-revoke-key button')?.click();
    await answer('/api/keys/k_1', null, 'DELETE');
    await answer(keysUrl, { keys: [aKey({ revokedAt: '2026-11-24T12:00:00.000Z' })] });
    expect(textOf(byRole(page, 'row', 'k_1'))).toContain('revoked');
    expect(allByRole(page, 'button', 'k_1')).toEqual([]);
  });

  it('say when one was not revoked', async () => {
    const { click, fail, page } = await openSource();
    await click('Revoke k_1');
    page.querySelector<HTMLElement>('tocsin-revoke-key button')?.click();
    await fail('/api/keys/k_1', 'DELETE');
    expect(textOf(byRole(page, 'alert', 'not revoked'))).toContain('The database is away.');
  });

  it('cannot be made or ended by people who may only look', async () => {
    const { page } = await openSource({ session: aSession(['source.read']) });
    for (const verb of ['New key', 'Rotate', 'Revoke']) expect(allByRole(page, 'button', verb)).toEqual([]);
    expect(textOf(page)).toContain('source.manage');
  });
});
