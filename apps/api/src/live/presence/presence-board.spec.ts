import { PRESENT_MS, PresenceBoard } from './presence-board';

const NOOR = { id: 'noor', username: 'noor', displayName: 'Noor' };
const IDRIS = { id: 'idris', username: 'idris', displayName: 'Idris' };

describe(PresenceBoard.name, () => {
  it('knows who is where, each person once', () => {
    const board = new PresenceBoard();
    expect(board.put('1', { person: NOOR, alert: 'A-1', now: 0 })).toEqual(['A-1']);
    board.put('2', { person: NOOR, alert: 'A-1', now: 0 });
    board.put('3', { person: IDRIS, alert: 'A-1', now: 0 });
    expect(board.places(board.alerts)).toEqual([{ alert: 'A-1', people: [NOOR, IDRIS] }]);
  });

  it('takes somebody who goes on out of where they were', () => {
    const board = new PresenceBoard();
    board.put('1', { person: NOOR, alert: 'A-1', now: 0 });
    expect(board.put('1', { person: NOOR, alert: 'A-1', now: 5 })).toEqual([]);
    expect(board.put('1', { person: NOOR, alert: 'A-2', now: 9 })).toEqual(['A-1', 'A-2']);
    expect(board.put('1', { person: NOOR, alert: null, now: 9 })).toEqual(['A-2']);
    expect(board.places(['A-1', 'A-2'])).toEqual([
      { alert: 'A-1', people: [] },
      { alert: 'A-2', people: [] },
    ]);
  });

  it('ends fifteen seconds after somebody was heard last', () => {
    const board = new PresenceBoard();
    board.put('1', { person: NOOR, alert: 'A-1', now: 0 });
    board.put('1', { person: NOOR, alert: 'A-1', now: 5_000 });
    expect(board.expire(PRESENT_MS)).toEqual([]);
    expect(board.expire(5_000 + PRESENT_MS)).toEqual(['A-1']);
    expect(board.alerts).toEqual([]);
  });
});
