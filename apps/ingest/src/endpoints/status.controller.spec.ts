import { ask } from '../testing/ask';
import { openFrontDoor, type FrontDoor } from '../testing/front-door';
import { StatusController } from './status.controller';

let door: FrontDoor;
beforeAll(async () => (door = await openFrontDoor()));
afterAll(() => door.app.close());

describe(StatusController.name, () => {
  it.each(['/status', '/status/'])('answers %s with the very text of MozDef', async (path) => {
    const reply = await ask(door, path, { method: 'GET', headers: {} });
    expect(reply).toMatchObject({ status: 200, text: '{"status": "ok", "service": "loginput"}' });
    expect(reply.headers['content-type']).toMatch(/^application\/json/);
  });

  it.each(['/test', '/test/'])('answers %s with nothing, as MozDef did', async (path) => {
    for (const method of ['GET', 'HEAD'])
      expect(await ask(door, path, { method, headers: {} })).toMatchObject({ status: 200, text: '' });
  });
});
