import { RouterTestingHarness } from '@angular/router/testing';
import type { Rule, RuleRecords, RuleSummary, RuleVersionList } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession, NOW } from '../../../testing/fixtures';
import { allByRole, byRole, cellsOf, textOf, type } from '../../../testing/screen';
import { eventsIn } from './page/sample-events';
import { ruleRoutes } from './rules.routes';

const SUMMARY: RuleSummary = {
  ...{ id: 'ssh/guess', kind: 'detection', title: 'Password <b>guessed</b>', level: 'high', tags: ['attack.t1110'] },
  ...{
    logsource: { product: 'linux', service: 'sshd' },
    state: 'enabled',
    set: 'stock',
    file: 'ssh.yml',
    isEdited: false,
  },
  ...{ matches: 1_200, shadowMatches: 0, lastMatchAt: NOW, version: 2, updatedAt: NOW },
};
const RULE: Rule = {
  ...SUMMARY,
  facts: {
    ...{ id: 'ssh/guess', title: SUMMARY.title, description: 'Many failures.', hash: '0', level: 'high' },
    ...{ author: 'Ada', tags: [], falsePositives: ['A script.'], references: [] },
  },
  ...{ text: 'title: x', folderText: null, updatedBy: 'mara' },
};
const RECORDS: RuleRecords = {
  asOf: NOW,
  records: [{ ruleId: 'ssh/guess', week: 7, judged: 4, truePositive: 3, lastAlertAt: NOW }],
};
const VERSION = { state: 'enabled', isRemoved: false, text: 'title: x', changedAt: NOW, changedBy: null } as const;
const VERSIONS: RuleVersionList = {
  versions: [
    { ...VERSION, version: 2, diff: '@@ -1 +1 @@\n-title: y\n+title: x\n' },
    { ...VERSION, version: 1, diff: '' },
  ],
};

async function open(address: string, permissions = ['rule.read']) {
  const session = aSession(permissions);
  const bed = consoleBed({ session, routes: [{ path: 'rules', children: ruleRoutes }] });
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  const answer = async (url: string, body: object, method = 'GET') => {
    const request = bed.http.expectOne((one) => one.url === url && one.method === method);
    request.flush(body);
    await settle();
    return request.request;
  };
  return { ...bed, element, answer };
}

async function openRule(permissions: string[]) {
  const opened = await open('/rules/ssh%2Fguess', permissions);
  await opened.answer('/api/rules/records', RECORDS);
  await opened.answer('/api/rules/ssh%2Fguess', RULE);
  await opened.answer('/api/rules/ssh%2Fguess/versions', VERSIONS);
  return opened;
}

describe('the rules', () => {
  it('stand with what came of them, and titles are text', async () => {
    const { element, answer } = await open('/rules?q=ssh&state=enabled');
    const request = await answer('/api/rules', { rules: [SUMMARY], total: 1, nextCursor: null });
    expect([request.params.get('q'), request.params.get('state')]).toEqual(['ssh', 'enabled']);
    await answer('/api/rules/records', RECORDS);
    const cells = cellsOf(byRole(element, 'row', 'Password'));
    expect([cells[0], ...cells.slice(2, 7)]).toEqual([
      'Live',
      'Password <b>guessed</b>',
      'linux, sshd',
      'stock',
      '7',
      '3 of 4',
    ]);
    expect(byRole(element, 'link', 'Password').getAttribute('href')).toBe('/rules/ssh%2Fguess');
  });

  it('are not shown to those who may not see them', async () => {
    const { element } = await open('/rules', []);
    byRole(element, 'heading', 'You may not see this');
  });
});

describe('a rule', () => {
  it('is not asked for by those who may not see it', async () => {
    const { element, http } = await open('/rules/ssh%2Fguess', []);
    expect(textOf(byRole(element, 'alert'))).toContain('the permission rule.read');
    expect(allByRole(element, 'button', 'Retry')).toHaveLength(0);
    http.expectNone(({ url }) => url.startsWith('/api/rules'));
  });

  it('is read whole, with its notes and what each version changed', async () => {
    const { element } = await openRule(['rule.read']);
    const text = textOf(element);
    for (const words of ['A script.', '3 of 4', 'ssh.yml', '-title: y', '+title: x']) expect(text).toContain(words);
    expect(allByRole(element, 'button', 'Switch off')).toEqual([]);
  });

  it('is tried on events that somebody pastes', async () => {
    const { element, answer } = await openRule(['rule.read']);
    type(byRole(element, 'textbox', 'Events as JSON'), '{"user": {"name": "root"}}');
    byRole(element, 'button', 'Try the rule').click();
    const conditions = [
      { field: 'user.name', operator: 'equals', expected: 'root', seen: ['root'], isMet: true, isUnwanted: false },
    ];
    const selections = [{ name: 'selection', matches: true, conditions }];
    const request = await answer(
      '/api/rules/test',
      { results: [{ matches: true, isOfLogSource: false, selections }] },
      'POST',
    );
    expect(request.body).toEqual({ id: 'ssh/guess', events: [{ user: { name: 'root' } }] });
    expect(textOf(element)).toContain('Event 1 matches. Its log source is not the rule’s.');
  });

  it('is never stored over a text that was not seen', async () => {
    const { element, http, answer } = await openRule(['rule.read', 'rule.manage']);
    const save = async (name: string, version: number) => {
      byRole(element, 'button', name).click();
      await settle();
      await answer('/api/rules/validate', { isValid: true, refused: [] }, 'POST');
      const put = http.expectOne(({ method }) => method === 'PUT');
      expect(put.request.body).toEqual({ text: 'title: mine', version });
      return put;
    };
    byRole(element, 'button', 'Edit').click();
    await settle();
    type(byRole(element, 'textbox', 'Rule as YAML'), 'title: mine');
    const first = await save('Save', 2);
    first.flush({ detail: 'Idris was faster.' }, { status: 409, statusText: 'Conflict' });
    await settle();
    await answer('/api/rules/ssh%2Fguess', { ...RULE, text: 'title: theirs', version: 3 });
    expect(textOf(element)).toContain('title: theirs');
    expect(allByRole(element, 'button', 'Take theirs into the box')).toHaveLength(1);
    const second = await save('Store mine over it', 3);
    second.flush({ ...RULE, text: 'title: mine', version: 4 });
    await settle();
    expect(allByRole(element, 'textbox', 'Rule as YAML')).toHaveLength(0);
  });

  it('changes its state as it was seen, and says why it did not', async () => {
    const { element, http, answer } = await openRule(['rule.read', 'rule.manage']);
    byRole(element, 'button', 'Set to shadow').click();
    const put = http.expectOne(({ method }) => method === 'PUT');
    expect(put.request.body).toEqual({ state: 'shadow', version: 2 });
    put.flush(
      { detail: 'Idris was faster.', code: 'rule.changed', title: 'Conflict' },
      { status: 409, statusText: 'Conflict' },
    );
    await settle();
    expect(textOf(byRole(element, 'alert', ''))).toContain('Idris was faster.');
    await answer('/api/rules/ssh%2Fguess', { ...RULE, version: 3 });
  });
});

describe(eventsIn.name, () => {
  it.each([
    ['', 'Paste at least one event.'],
    ['{"a": 1}\n[]', 'Event 2 is no JSON object.'],
    ['{"a": ', 'Event 1 is no JSON object.'],
    ['[1]', 'Event 1 is no JSON object.'],
    [Array.from({ length: 101 }, () => '{}').join('\n'), 'These are 101 events. At most 100 are tried.'],
  ])('says what is wrong', (text, fault) => {
    expect(eventsIn(text).fault).toBe(fault);
  });

  it('takes lines and arrays', () => {
    expect(eventsIn('{"a": 1}\n\n{"b": 2}\n').events).toEqual([{ a: 1 }, { b: 2 }]);
    expect(eventsIn(' [{"a": 1}]').events).toEqual([{ a: 1 }]);
  });
});
