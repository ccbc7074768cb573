import type { AlertSet } from '@tocsin/api-contract';

import { leftInWords, progressInWords, resultInWords, shareDone } from './set-words';

const set = (patch: Partial<AlertSet>): AlertSet => ({
  id: 'c0a8012e-0000-4000-8000-000000000000',
  createdAt: '2026-11-24T12:00:00.000Z',
  total: 20_000,
  state: 'running',
  action: { kind: 'resolve', verdict: 'benign' },
  done: 0,
  changed: 0,
  unfit: 0,
  undone: 0,
  kept: 0,
  undoUntil: null,
  ...patch,
});

describe('the words of a set', () => {
  it('say how far it is', () => {
    const half = set({ done: 9_998, changed: 2 });
    expect(progressInWords(half)).toBe('Resolving 10,000 of 20,000');
    expect(shareDone(half)).toBe(0.5);
    expect(progressInWords(set({ state: 'undoing', done: 100, undone: 9, kept: 1 }))).toBe('Putting back 10 of 100');
  });

  it('say what came of it, and what was left', () => {
    const done = set({ state: 'done', done: 1, changed: 2, unfit: 1 });
    expect(resultInWords(done)).toBe('Resolved 1 alert as benign.');
    expect(leftInWords(done)).toBe('2 alerts left: changed by others meanwhile. 1 alert left: nothing to do.');
    expect(leftInWords(set({ state: 'done', done: 4 }))).toBe('');
  });

  it('say what was put back', () => {
    const undone = set({ state: 'undone', done: 4, undone: 3, kept: 1 });
    expect(resultInWords(undone)).toBe('Put 3 alerts back.');
    expect(leftInWords(undone)).toBe('1 alert left: somebody had decided about them since.');
  });
});
