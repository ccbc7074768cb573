import { textEvent } from './text-event';

const eventOf = (bytes: Buffer, extra?: Record<string, unknown>) =>
  JSON.parse(textEvent(bytes, extra).toString('utf8')) as Record<string, unknown>;

describe(textEvent.name, () => {
  it('has the line as its message, beside what is known of it', () => {
    expect(eventOf(Buffer.from('a "quoted" \u0000 text'), { host: 'web-1' })).toEqual({
      message: 'a "quoted" \u0000 text',
      host: 'web-1',
    });
  });

  it('reads UTF-8, and what is none as Latin-1', () => {
    expect(eventOf(Buffer.from('Zürich'))).toEqual({ message: 'Zürich' });
    expect(eventOf(Buffer.from('Zürich', 'latin1'))).toEqual({ message: 'Zürich' });
  });

  it('stays on one line', () => {
    expect(textEvent(Buffer.from('a\r\nb')).includes('\n')).toBe(false);
  });
});
