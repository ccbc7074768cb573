import { Reflector } from '@nestjs/core';

import { everyRoute } from '../../testing/every-route';
import { TestApi } from '../../testing/test-api';
import { ACCESS_RULE, type AccessRule } from '../http/access';

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface Operation {
  readonly name: string;
  readonly path: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>>;
  readonly 'x-permission'?: string;
  readonly 'x-bounded'?: string;
}

let operations: Operation[];
/** What the guard asks of each route, by method and path. */
let asked: Map<string, string>;

beforeAll(async () => {
  const api = await TestApi.start();
  const { body } = await api.browser().get('/api/docs/openapi.json');
  const { paths } = body as { paths: Record<string, Record<string, Operation>> };
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => ({ ...told, path, name: `${method.toUpperCase()} ${path}` })),
  );
  const reflector = new Reflector();
  asked = new Map(
    everyRoute(api).map(({ name, handler }) => {
      const rule = reflector.get<AccessRule>(ACCESS_RULE, handler);
      return [name.replace(/:(\w+)/g, '{$1}'), rule.kind === 'permission' ? rule.permission : rule.kind];
    }),
  );
  await api.close();
});

const answerOf = ({ responses }: Operation): Schema | undefined =>
  Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content?.['application/json']?.schema;
const namesOf = ({ parameters = [] }: Operation) => parameters.map(({ name }) => name);

/** Whether it answers rows: what ends with the name of one thing answers that thing. */
function isList(operation: Operation): boolean {
  if (!operation.name.startsWith('GET') || operation.path.endsWith('}')) return false;
  return Object.values(answerOf(operation)?.properties ?? {}).some(
    ({ type, items }) => type === 'array' && items?.type === 'object',
  );
}

describe('the OpenAPI document', () => {
  it('says of every route whom it lets in, as the guard does', () => {
    expect(operations.length).toBeGreaterThan(100);
    for (const operation of operations)
      expect([operation.name, operation['x-permission']]).toEqual([operation.name, asked.get(operation.name)]);
  });

  it('tells every error as a problem', () => {
    for (const { name, responses } of operations)
      expect([name, Object.keys(responses['default']?.content ?? {})]).toEqual([name, ['application/problem+json']]);
  });

  it('pages by cursors and never by numbers; a list without pages says how long it gets', () => {
    const lists = operations.filter(isList);
    expect(lists.length).toBeGreaterThan(30);
    const isPaged = (list: Operation) =>
      namesOf(list).includes('cursor') && answerOf(list)?.properties?.['nextCursor'] !== undefined;
    // One of both: `@Bounded` in the controller says how long a list without pages gets.
    const unclear = lists.filter((list) => isPaged(list) === (list['x-bounded'] !== undefined));
    expect(unclear.map(({ name }) => name)).toEqual([]);
    const numbered = operations.filter((one) => namesOf(one).some((name) => /^(offset|page|skip|start)$/.test(name)));
    expect(numbered.map(({ name }) => name)).toEqual([]);
  });

  it('tells every time as RFC 3339', () => {
    const times = operations.flatMap((operation) => timesIn(answerOf(operation), operation.name));
    expect(times.length).toBeGreaterThan(50);
    expect(times.filter(({ format }) => format !== 'date-time')).toEqual([]);
  });
});

function timesIn(schema: Schema | undefined, where: string): { where: string; format: string | undefined }[] {
  const own = Object.entries(schema?.properties ?? {}).flatMap(([name, part]) => {
    const one = part.anyOf?.find(({ type }) => type !== 'null') ?? part;
    const isTime = /[a-z]At$|^asOf$/.test(name) && one.type === 'string';
    const told = isTime ? [{ where: `${where}: ${name}`, format: one.format }] : [];
    return [...told, ...timesIn(one, `${where}: ${name}`)];
  });
  return schema?.items === undefined ? own : [...own, ...timesIn(schema.items, where)];
}
