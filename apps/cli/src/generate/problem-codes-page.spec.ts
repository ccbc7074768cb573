import { join } from 'node:path';

import { projectRoot } from '../project';
import { problemCodesPage } from './problem-codes-page';

describe('the page of problem codes', () => {
  const folders = ['apps/api/src', 'libs/access-control/src'].map((folder) => join(projectRoot, folder));

  it.each([
    ['a class', 'session.wrong_credentials', '401'],
    ['a problem in a few words', 'cursor.invalid', '400'],
    ['what is away', 'database.unavailable', '503'],
    ['what is too long', 'event_export.too_many', '413'],
  ])('has that of %s', (_what, code, status) => {
    const row = problemCodesPage(folders)
      .split('\n')
      .find((line) => line.includes(`\`${code}\``));
    expect(row?.replace(/\s+/g, ' ')).toBe(`| \`${code}\` | ${status} |`);
  });
});
