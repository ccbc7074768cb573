import { matchingTags } from './veris-match';

const TAGS = [
  { tag: 'action.malware.variety.Capture stored data', label: 'Capture data stored on system disk' },
  { tag: 'action.malware.variety.Ransomware', label: 'Ransomware (encrypt or seize stored data)' },
  { tag: 'action.social.variety.Phishing', label: 'Phishing (or any type of *ishing)' },
];
const found = (typed: string, most = 20): string[] => matchingTags(TAGS, typed, most).map(({ tag }) => tag);

describe('VERIS tags', () => {
  it('are found by words of tag and label, in any order', () => {
    expect(found('data malware')).toHaveLength(2);
    expect(found('seize')).toEqual(['action.malware.variety.Ransomware']);
    expect(found('magic')).toEqual([]);
    expect(found('  ')).toEqual([]);
  });

  it('begin with those that are called so', () => {
    expect(found('ransom')[0]).toBe('action.malware.variety.Ransomware');
    expect(found('capture')[0]).toBe('action.malware.variety.Capture stored data');
    expect(found('a', 1)).toHaveLength(1);
  });
});
