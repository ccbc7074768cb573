import { longDuration } from './incident-words';

describe('a length of time where seconds matter', () => {
  it.each([
    [6, '6 s'],
    [606, '10 m 06 s'],
    [18_120, '5 h 02 m'],
    [-120, '−2 m 00 s'],
    [3 * 86_400 + 7_200, '3 d 2 h'],
  ])('%d is %s', (seconds, words) => {
    expect(longDuration(seconds)).toBe(words);
  });
});
