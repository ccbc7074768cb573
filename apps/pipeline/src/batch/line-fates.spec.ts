import { LineFates } from './line-fates';

describe(LineFates.name, () => {
  it('counts each line once, by what is worst for one of its events', () => {
    const fates = new LineFates(5);
    fates.note(0, 'stored');
    fates.note(0, 'duplicate');
    fates.note(1, 'stored');
    fates.note(1, 'parked');
    fates.note(1, 'stored');
    fates.note(2, 'dropped', 'noise');
    fates.note(3, 'dropped', 'noise');
    fates.note(3, 'duplicate');
    fates.note(4, 'dropped', 'test');
    expect(fates.counts()).toEqual({ stored: 1, duplicate: 1, parked: 1, dropped: { noise: 1, test: 1 } });
  });

  it('does not account for a line nobody said anything of', () => {
    const fates = new LineFates(2);
    fates.note(1, 'stored');
    expect(fates.of(0)).toBeUndefined();
    expect(fates.counts()).toEqual({ stored: 1, duplicate: 0, parked: 0, dropped: {} });
  });
});
