import { DURATIONS, quantityText, readQuantity, SIZES } from './quantity';

describe('quantities with their unit', () => {
  it.each([
    [90, '90 s'],
    [900, '15 min'],
    [7_200, '2 h'],
    [172_800, '2 d'],
  ])('says %i seconds as %s, and reads it back', (seconds, text) => {
    expect(quantityText(seconds, DURATIONS)).toBe(text);
    expect(readQuantity(text, DURATIONS)).toBe(seconds);
  });

  it('says bytes exactly, whatever they are', () => {
    expect(quantityText(64 * 1024 ** 2, SIZES)).toBe('64 MiB');
    expect(quantityText(4_194_305, SIZES)).toBe('4194305 B');
  });

  it('reads what people type', () => {
    expect(readQuantity(' 4mib ', SIZES)).toBe(4_194_304);
    expect(readQuantity('15MIN', DURATIONS)).toBe(900);
  });

  it.each(['15', 'min', '-3 min', '1.5 h', '15 minutes', '3 MiB'])('does not guess what %j means', (text) => {
    expect(readQuantity(text, DURATIONS)).toBeUndefined();
  });
});
