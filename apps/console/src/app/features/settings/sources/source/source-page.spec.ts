import { settle } from '../../../../../testing/console-bed';
import { aSession, aSource } from '../../../../../testing/fixtures';
import { openSource, visitSource } from '../../../../../testing/open-source';
import { allByRole, byRole, textOf, type } from '../../../../../testing/screen';

const url = '/api/sources/web';
const changedMeanwhile = (patch: Parameters<typeof aSource>[0]) => ({
  ...{ status: 409, code: 'source.changed', detail: 'Somebody changed it.' },
  current: aSource({ version: 2, ...patch }),
});

async function write(page: HTMLElement, name: string, text: string) {
  type(byRole(page, 'textbox', name), text);
  await settle();
}

describe('the page of a source', () => {
  it('stores only what was changed, of the source as it was seen', async () => {
    const { answer, click, page } = await openSource({ source: aSource({ version: 7 }) });
    await write(page, 'May send from', '203.0.113.0/24, 10.0.0.1\n');
    await write(page, 'Longest silence', '15 min');
    await write(page, 'Bytes at once', '64 MiB');
    byRole(page, 'checkbox', 'Strict').click();
    await click('Store the changes');
    const sent = await answer(url, aSource({ version: 8, strict: true }), 'PATCH');
    expect(sent).toEqual({
      version: 7,
      allowedNetworks: ['203.0.113.0/24', '10.0.0.1'],
      longestSilenceSeconds: 900,
      limits: { eventsPerSecond: null, requests: null, bytes: 67_108_864 },
      strict: true,
    });
    expect(textOf(page)).toContain('Nothing is changed.');
  });

  it('sends nothing while something cannot be read, and says what would be', async () => {
    const { click, http, page } = await openSource();
    await write(page, 'Longest silence', 'a while');
    await write(page, 'Events a second', 'many');
    await click('Store the changes');
    http.expectNone({ method: 'PATCH', url });
    expect(textOf(page)).toContain('Say it with its unit: 90 s, 15 min, 2 h or 1 d.');
    expect(textOf(page)).toContain('Use a whole number.');
    expect(document.activeElement).toBe(byRole(page, 'textbox', 'Longest silence'));
  });

  it('puts the server’s words beside the field it refused, and keeps what was typed', async () => {
    const { click, fail, page } = await openSource();
    await write(page, 'May send from', '10.0.0.1\nhome');
    await click('Store the changes');
    const issues = [{ path: 'allowedNetworks.1', message: 'must be a network' }];
    await fail(url, 'PATCH', { status: 400, detail: 'allowedNetworks.1: must be a network', issues });
    expect(textOf(page)).toContain('home must be a network');
    expect(textOf(byRole(page, 'alert'))).toContain('Nothing was stored.');
    expect((byRole(page, 'textbox', 'May send from') as HTMLTextAreaElement).value).toBe('10.0.0.1\nhome');
  });

  it('puts back what was there', async () => {
    const { click, page } = await openSource({ source: aSource({ description: 'Web servers' }) });
    await write(page, 'What it is', 'Something else');
    await click('Put back');
    expect((byRole(page, 'textbox', 'What it is') as HTMLInputElement).value).toBe('Web servers');
  });

  it('shows what somebody else stored meanwhile, and stores over it nothing but what the person chose', async () => {
    const { answer, click, fail, http, page } = await openSource({ source: aSource({ description: 'Web' }) });
    await write(page, 'What it is', 'Mine');
    await write(page, 'Tags', 'dmz');
    await click('Store the changes');
    await fail(url, 'PATCH', changedMeanwhile({ description: 'Theirs', zone: 'Europe/Berlin' }));
    expect(document.activeElement?.textContent).toContain('Nothing of yours is stored yet.');
    expect(textOf(page)).toContain('It was Web. You both changed it; choose.');
    expect(textOf(page)).toContain('It was UTC; now it is Europe/Berlin, and stays so.');
    await click('Store mine with theirs');
    http.expectNone({ method: 'PATCH', url });
    byRole(page, 'radio', 'Yours').click();
    await settle();
    await click('Store mine with theirs');
    const sent = await answer(url, aSource({ version: 3, description: 'Mine' }), 'PATCH');
    expect(sent).toEqual({ version: 2, description: 'Mine', tags: ['dmz'] });
  });

  it('lets the other one’s word stand without asking the server for anything', async () => {
    const { click, fail, http, page } = await openSource();
    await write(page, 'What it is', 'Mine');
    await click('Store the changes');
    await fail(url, 'PATCH', changedMeanwhile({ description: 'Theirs' }));
    byRole(page, 'radio', 'Theirs, in force').click();
    await settle();
    await click('Take theirs');
    http.expectNone({ method: 'PATCH', url });
    expect((byRole(page, 'textbox', 'What it is') as HTMLInputElement).value).toBe('Theirs');
    expect(textOf(page)).toContain('Nothing is changed.');
  });

  it('asks again when a third person is faster than the decision', async () => {
    const { click, fail, page } = await openSource();
    await write(page, 'Tags', 'dmz');
    await click('Store the changes');
    await fail(url, 'PATCH', changedMeanwhile({ description: 'Second' }));
    await click('Store mine with theirs');
    await fail(url, 'PATCH', changedMeanwhile({ version: 3, description: 'Third' }));
    expect(textOf(page)).toContain('It was Second; now it is Third, and stays so.');
  });

  it('says that there is no such source', async () => {
    const { fail, page } = await visitSource();
    await fail(url, 'GET', { status: 404, detail: 'There is no source web.' });
    byRole(page, 'heading', 'There is no source web');
    expect(byRole(page, 'link', 'All sources').getAttribute('href')).toBe('/settings/sources');
  });

  it('tells settings in words to people who may only look', async () => {
    const source = aSource({ enabled: false, longestSilenceSeconds: 7_200 });
    const { page } = await openSource({ source, session: aSession(['source.read']) });
    expect(textOf(page)).toContain('no, everything it sends is refused');
    expect(textOf(page)).toContain('Longest silence2 h');
    expect(allByRole(page, 'textbox')).toEqual([]);
  });
});
