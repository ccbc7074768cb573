import { taskTemplatesSchema } from '@tocsin/api-contract';

import { stockTemplates } from './stock-templates';

describe('the templates that come along', () => {
  const templates = stockTemplates();

  it('are as the api says templates are', () => {
    expect(() => taskTemplatesSchema.parse({ templates })).not.toThrow();
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
  });

  it('have tasks for finding out and for stopping each type that has some', () => {
    const types = new Set(templates.flatMap(({ type }) => type ?? []));
    expect(types.size).toBeGreaterThanOrEqual(8);
    for (const type of types)
      expect(templates.filter((one) => one.type === type).map(({ phase }) => phase)).toEqual(
        expect.arrayContaining(['identification', 'containment']),
      );
  });

  it('name no task twice for one incident', () => {
    const titles = templates.map(({ type, tasks }) => tasks.map(({ title }) => `${type} ${title}`)).flat();
    expect(new Set(titles).size).toBe(titles.length);
  });
});
