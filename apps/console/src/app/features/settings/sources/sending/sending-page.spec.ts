import { settle } from '../../../../../testing/console-bed';
import { aKey, aSession } from '../../../../../testing/fixtures';
import { openSource } from '../../../../../testing/open-source';
import { allByRole, byRole, textOf, type } from '../../../../../testing/screen';

const keysUrl = '/api/sources/web/keys';
const created = { id: 'k_2', secret: 's3cret', authorization: 'ApiKey a18yOnMzY3JldA==' };

describe('how to send', () => {
  it('shows a placeholder while no key is known, and offers to make one', async () => {
    const { page } = await openSource({ path: '/sending' });
    expect(textOf(page)).toContain('Authorization: ApiKey KEY_IN_BASE64');
    byRole(page, 'button', 'Make a key to fill in…');
  });

  it('fills in a key that is made there, in the form each shipper wants', async () => {
    const { answer, click, goTo, page } = await openSource({ path: '/sending' });
    await click('Make a key to fill in…');
    await click('Make key');
    await answer(keysUrl, created, 'POST');
    await answer(keysUrl, { keys: [aKey({ id: 'k_2' })] });
    expect(textOf(page)).toContain('Authorization: ApiKey a18yOnMzY3JldA==');
    await goTo('/settings/sources/web/sending?shipper=rsyslog');
    expect(textOf(page)).toContain('uid="k_2" pwd="s3cret"');
    expect(location.href + JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('s3cret');
  });

  it('is reached with the key that was just made, and forgets it with the source', async () => {
    const { answer, click, goTo, page } = await openSource();
    await click('New key…');
    await click('Make key');
    await answer(keysUrl, created, 'POST');
    await answer(keysUrl, { keys: [aKey({ id: 'k_2' })] });
    byRole(page, 'link', 'How to send with it').click();
    await settle();
    expect(textOf(page)).toContain('a18yOnMzY3JldA==');
    await goTo('/settings/sources/other/sending');
    await answer('/api/sources/other', { name: 'other', enabled: true });
    expect(textOf(page)).toContain('KEY_IN_BASE64');
  });

  it('takes another address, and says when it is none', async () => {
    const { page } = await openSource({ path: '/sending' });
    type(byRole(page, 'textbox', 'Address'), 'https://siem.example');
    await settle();
    expect(textOf(page)).toContain("curl -sS https://siem.example/events \\ --cacert '/etc/tocsin/ca.pem'");
    type(byRole(page, 'textbox', 'private CA'), '');
    await settle();
    expect(textOf(page)).not.toContain('--cacert');
    type(byRole(page, 'textbox', 'Address'), 'siem');
    await settle();
    expect(textOf(page)).toContain('Say it with http:// or https://');
    expect(allByRole(page, 'button', 'Copy')).toEqual([]);
  });

  it('offers no key to people who may only look', async () => {
    const { page } = await openSource({ path: '/sending', session: aSession(['source.read', 'event.read']) });
    expect(allByRole(page, 'button', 'key')).toEqual([]);
    expect(textOf(page)).toContain('KEY_IN_BASE64');
  });
});
