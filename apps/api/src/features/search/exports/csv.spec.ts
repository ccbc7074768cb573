import { anEvent } from '@tocsin/testing';

import { csvHead, csvLine, csvWriter } from './csv';

describe('a line of CSV', () => {
  it.each([
    [`=HYPERLINK("http://evil.example")`, `"'=HYPERLINK(""http://evil.example"")"`],
    ['+1', `'+1`],
    ['-2+3', `'-2+3`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t'=1`],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1+1', `'＝1+1`],
    [`a;=cmd()`, `a;'=cmd()`],
    ['a=b; -c', 'a=b; -c'],
    ['a=b', 'a=b'],
    ['say "hi", twice\nor so', '"say ""hi"", twice\nor so"'],
    ['', ''],
  ])('makes %j harmless and keeps what it says', (text, cell) => expect(csvLine([text])).toBe(`${cell}\r\n`));

  it('holds the fields that were chosen, all values of each', () => {
    const event = anEvent({ '@timestamp': '2026-11-24T10:00:00.000Z', message: 'm', 'host.name': ['a', 'b'] });
    expect(csvHead(['host.name', 'details.x'])).toBe('timestamp (UTC),id,host.name,details.x,message\r\n');
    expect(csvWriter(['host.name', 'details.x'])({ id: 'e-1', event: { ...event, details: { x: 7 } } })).toBe(
      '2026-11-24T10:00:00.000Z,e-1,"a, b",7,m\r\n',
    );
  });
});
