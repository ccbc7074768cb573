import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RuleIndex } from '../index/rule-index';
import { loadRuleFolder } from './load-rule-folder';

const RULE = `
title: Login of an administrator
id: admin
logsource: { product: linux, service: sshd }
detection: { selection: { user.name|expand: '%admins%' }, condition: selection }`;

describe(loadRuleFolder.name, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
    mkdirSync(join(folder, 'linux'));
    writeFileSync(join(folder, 'linux/rule.yml'), RULE);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('takes the values of placeholders from the file beside the rules', async () => {
    writeFileSync(join(folder, 'placeholders.yml'), 'admins: [root, "adm-*"]\nport: 22\n');
    const { rules, refused } = await loadRuleFolder(folder);
    expect(refused).toEqual([]);
    const index = new RuleIndex(rules);
    const isHit = (user: string) =>
      index.find({ '@timestamp': '', message: '', 'process.name': 'sshd', 'user.name': user }).length > 0;
    expect(['root', 'ADM-ann', 'ann'].map(isHit)).toEqual([true, true, false]);
  });

  it('refuses a rule whose placeholder has no values, and says where to write them', async () => {
    expect(await loadRuleFolder(folder)).toMatchObject({
      rules: [],
      refused: [
        {
          file: 'linux/rule.yml',
          line: 5,
          reason: 'The placeholder %admins% has no values.',
          advice: expect.stringContaining('placeholders.yml') as string,
        },
      ],
    });
  });

  it.each(['- a', 'admins: { a: 1 }', 'a b: [c]', 'admins: [', `a: &x [b]\nc: *x`])(
    'refuses placeholders that are not of the form: %s',
    async (text) => {
      writeFileSync(join(folder, 'placeholders.yml'), text);
      const { refused } = await loadRuleFolder(folder);
      expect(refused.map(({ file }) => file)).toEqual(['placeholders.yml', 'linux/rule.yml']);
    },
  );
});
