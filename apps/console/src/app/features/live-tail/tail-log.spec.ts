import { aTailLine } from '../../../testing/fixtures';
import { EMPTY_LOG, MOST_LINES, withLines } from './tail-log';

const lines = (from: number, count: number) => Array.from({ length: count }, (_, n) => aTailLine(from + n));

describe(withLines.name, () => {
  it('puts the newest first, and counts what came and what was skipped', () => {
    const log = withLines(withLines(EMPTY_LOG, { lines: lines(0, 2), skipped: 0 }), { lines: lines(2, 1), skipped: 7 });
    expect(log.lines.map(({ id }) => id)).toEqual(['e-2', 'e-1', 'e-0']);
    expect([log.shown, log.skipped]).toEqual([3, 7]);
  });

  it('keeps the newest and no more than can be drawn', () => {
    const log = withLines(withLines(EMPTY_LOG, { lines: lines(0, MOST_LINES), skipped: 0 }), {
      lines: lines(MOST_LINES, 5),
      skipped: 0,
    });
    expect(log.lines).toHaveLength(MOST_LINES);
    expect([log.lines[0]?.id, log.shown]).toEqual([`e-${MOST_LINES + 4}`, MOST_LINES + 5]);
  });
});
