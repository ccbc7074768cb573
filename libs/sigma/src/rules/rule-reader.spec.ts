import { ourVocabulary } from '../logsource/vocabulary';
import { atOnce } from '../steps/steps';
import type { SigmaRule } from './rule';
import { RuleReader } from './rule-reader';

const file = (id: string, user = 'root') => ({
  file: `${id}.yml`,
  text: `
title: Login
id: ${id}
logsource: { product: linux, service: sshd }
detection: { selection: { user.name: ${user} }, condition: selection }`,
});

describe(RuleReader.name, () => {
  const reader = new RuleReader({ vocabulary: ourVocabulary, placeholders: new Map() });
  const read = (...files: { file: string; text: string }[]): readonly SigmaRule[] => atOnce(reader.read(files)).rules;

  it('gives the very rules it gave before for files that did not change', () => {
    const [one, two] = read(file('one'), file('two'));
    const [changed, same, added] = read(file('one', 'ada'), file('two'), file('three'));
    expect(changed).not.toBe(one);
    expect(same).toBe(two);
    expect(added?.facts.id).toBe('three');
    expect(read(file('two'))).toEqual([two]);
  });

  it('gives the very rules that filters made, too', () => {
    const filter = {
      file: 'filter.yml',
      text: `
title: Not root
logsource: { product: linux }
filter: { rules: [one], root: { user.name: root }, condition: not root }`,
    };
    const [one] = read(file('one'), filter);
    expect(read(file('one'), file('two'), filter)[0]).toBe(one);
    expect(read(file('one'))[0]).not.toBe(one);
  });
});
