import { batchLines } from '@tocsin/event-model';

import { ask, json } from '../../testing/ask';
import { openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { CustomController } from './custom.controller';

let door: FrontDoor;
beforeAll(async () => (door = await openFrontDoor()));
afterAll(() => door.app.close());

describe(CustomController.name, () => {
  it.each(['/custom/okta.audit-1', '/custom/okta.audit-1/'])('says of events on %s whose they are', async (path) => {
    for (const method of ['POST', 'PUT']) {
      const reply = await ask(door, path, { method, body: '[{"big":123456789012345678901},{"_id":"x"}]' });
      expect(json(reply)).toMatchObject({ accepted: 2, parked: 0 });
      const batch = door.batches().at(-1);
      expect(batch).toMatchObject({ dialect: 'custom', application: 'okta.audit-1' });
      expect(batch && batchLines(batch).map(String)).toEqual(['{"big":123456789012345678901}', '{"_id":"x"}']);
    }
  });

  it('parks JSON that is no object with what was sent', async () => {
    const reply = await ask(door, '/custom/app', { body: '[1,"two",null,{"a":1}]' });
    expect(json(reply)).toMatchObject({ accepted: 4, parked: 3 });
    const batch = door.batches().at(-1);
    expect(batch && batchLines(batch).map(String)).toEqual(['1', '"two"', 'null', '{"a":1}']);
  });

  it.each(['a%20b', 'a%2Fb', '%C3%BC', 'x'.repeat(65)])(
    'refuses the name %s and says what one is like',
    async (name) => {
      const reply = await ask(door, `/custom/${name}`, { body: '{}' });
      expect(reply.status).toBe(400);
      expect(json(reply)).toMatchObject({
        code: 'path.application',
        detail: expect.stringContaining('1 to 64 letters') as string,
      });
    },
  );
});
