import { ask } from '../testing/ask';
import { openFrontDoor, type FrontDoor } from '../testing/front-door';

let door: FrontDoor;
beforeAll(async () => (door = await openFrontDoor()));
afterAll(() => door.app.close());

describe('A method that an address of shippers does not know', () => {
  it.each([
    ['/events', 'POST, PUT', /^\{"type":"about:blank".*"code":"method.wrong"/],
    ['/nxlog', 'POST, PUT', /"code":"method.wrong"/],
    ['/cef', 'POST, PUT', /"code":"method.wrong"/],
    ['/custom/scanner', 'POST, PUT', /"code":"method.wrong"/],
    ['/_bulk', 'POST, PUT', /^\{"error":\{"root_cause"/],
    ['/logs/_bulk', 'POST, PUT', /^\{"error":\{"root_cause"/],
    ['/services/collector', 'POST', /^\{"text":/],
    ['/services/collector/event', 'POST', /^\{"text":/],
    ['/services/collector/raw', 'POST', /^\{"text":/],
    ['/gelf', 'POST', /by POST, not by/],
    ['/v1/logs', 'POST', /by POST, not by/],
    ['/loki/api/v1/push', 'POST', /by POST, not by/],
  ])('is refused at %s in the words of its protocol', async (path, allow, words) => {
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const reply = await ask(door, path, { method });
      expect(reply).toMatchObject({ status: 405, headers: { allow } });
      expect(reply.text).toMatch(words);
    }
    expect(await ask(door, path, { method: 'HEAD' })).toMatchObject({ status: 405, headers: { allow }, text: '' });
  });
});
