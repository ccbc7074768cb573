import { batchLines } from '@tocsin/event-model';

import { ask, json } from '../../testing/ask';
import { KEY, openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { CefController } from './cef.controller';

let door: FrontDoor;
beforeAll(async () => (door = await openFrontDoor()));
afterAll(() => door.app.close());

const CEF = 'CEF:0|Vendor|Firewall|1.0|100|Blocked|7|src=10.0.0.1 msg={not json}';
const LEEF = 'LEEF:2.0|Vendor|IDS|1.0|42|^|src=10.0.0.2^sev=5';
const HEADED = `<134>Nov 24 10:36:04 fw-1 ${CEF}`;

async function taken(body: string | Buffer, path = '/cef', method = 'POST') {
  const reply = await ask(door, path, { method, body, headers: { ...KEY, 'content-type': 'application/json' } });
  const batch = door.batches().at(-1);
  const events = batch && batchLines(batch).map((line) => line.toString());
  return { status: reply.status, receipt: json(reply), dialect: batch?.dialect, faults: batch?.faults, events };
}

const message = (text: string) => JSON.stringify({ message: text });

describe(CefController.name, () => {
  it.each(['/cef', '/cef/'])('takes lines of CEF and LEEF on %s, whatever the Content-Type says', async (path) => {
    for (const method of ['POST', 'PUT']) {
      const { status, receipt, dialect, events } = await taken(`${CEF}\r\n${LEEF}\n\n${HEADED}`, path, method);
      expect(status).toBe(200);
      expect(receipt).toMatchObject({ accepted: 3, parked: 0, rejected: [] });
      expect(dialect).toBe('cef');
      expect(events).toEqual([CEF, LEEF, HEADED].map(message));
    }
  });

  it.each([
    ['an object', '{"summary":"a"}', ['{"summary":"a"}']],
    ['an object over many lines', '{\n "summary": "a"\n}\n', ['{  "summary": "a" }']],
    ['an array', '[{"a":1},{"b":2}]', ['{"a":1}', '{"b":2}']],
    ['NDJSON', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['JSON among text', `${CEF}\n{"a":1}\n${LEEF}`, [message(CEF), '{"a":1}', message(LEEF)]],
  ])('takes %s as JSON', async (_, body, lines) => {
    const { receipt, events } = await taken(body);
    expect(receipt).toMatchObject({ accepted: lines.length, parked: 0 });
    expect(events).toEqual(lines);
  });

  it('parks a line that begins like JSON and is none, and keeps its neighbours', async () => {
    const { receipt, faults } = await taken(`${CEF}\n{"a":"cut\n${LEEF}`);
    expect(receipt).toMatchObject({ accepted: 3, parked: 1, rejected: [{ line: 2 }] });
    expect(faults).toMatchObject([{ position: 1, code: 'parse.json' }]);
  });

  it('reads text that is no UTF-8 as Latin-1', async () => {
    const { events } = await taken(Buffer.from(`${CEF} user=M\u00fcller`, 'latin1'));
    expect(events).toEqual([message(`${CEF} user=Müller`)]);
  });
});
