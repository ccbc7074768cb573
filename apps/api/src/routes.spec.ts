import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';

import { everyRoute, type Route } from '../testing/every-route';
import { TestApi } from '../testing/test-api';
import { DocsController } from './docs/docs.controller';
import { ACCESS_RULE, type AccessRule } from './http/access';
import { AccessGuard } from './http/access.guard';
import { ProblemFilter } from './http/problem.filter';

/** Nest's numbers for parameters that come from the client. */
const FROM_CLIENT = { 3: 'body', 4: 'query', 5: 'param', 6: 'headers' } as const;

let api: TestApi;
let routes: Route[];

beforeAll(async () => {
  api = await TestApi.start();
  routes = everyRoute(api);
});
afterAll(() => api.close());

describe('every route of the api', () => {
  it('is found by the walk', () => {
    expect(routes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['POST /api/session', 'POST /api/alerts/:number/acknowledge', 'DELETE /api/keys/:id']),
    );
    expect(routes.length).toBeGreaterThanOrEqual(25);
  });

  it('says whom it lets in', () => {
    const reflector = new Reflector();
    const undeclared = routes.filter(({ handler }) => reflector.get<AccessRule>(ACCESS_RULE, handler) === undefined);
    expect(undeclared.map(({ name }) => name)).toEqual([]);
  });

  it('is guarded, and tells errors as problems', () => {
    for (const { controller } of routes) {
      expect(Reflect.getMetadata('__guards__', controller)).toContain(AccessGuard);
      expect(Reflect.getMetadata('__exceptionFilters__', controller)).toContain(ProblemFilter);
    }
  });

  it('checks every parameter that comes from the client against a schema', () => {
    const unchecked = routes.flatMap((route) => {
      const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, route.controller, route.handler.name) as
        Record<string, { schema?: unknown }> | undefined;
      return Object.entries(parameters ?? {})
        .filter(([key, { schema }]) => Number(key.split(':')[0]) in FROM_CLIENT && schema === undefined)
        .map(([key]) => `${route.name}, ${key}`);
    });
    expect(unchecked).toEqual([]);
  });

  it('refuses strangers, unless it is public', async () => {
    const reflector = new Reflector();
    for (const { method, path, handler } of routes) {
      if (reflector.get<AccessRule>(ACCESS_RULE, handler).kind === 'public') continue;
      const { status, body } = await api.browser().send(method, path.replace(/:\w+/g, 'x'), { headers: {} });
      expect([path, status, body]).toMatchObject([path, 401, { code: 'session.required' }]);
    }
  });

  it('refuses what other sites send, if it changes anything', async () => {
    for (const { method, path } of routes.filter((route) => route.method !== 'GET')) {
      const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
      const answer = await api.browser().send(method, path.replace(/:\w+/g, 'x'), { headers });
      expect([path, answer.status, answer.body]).toMatchObject([path, 403, { code: 'request.foreign_origin' }]);
    }
  });

  it('stands in the OpenAPI document with its answer', async () => {
    const { status, body } = await api.browser().get('/api/docs/openapi.json');
    expect(status).toBe(200);
    const { paths } = body as { paths: Record<string, Record<string, { responses: object }>> };
    for (const { controller, method, path } of routes) {
      if (controller === DocsController) continue;
      const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      expect([path, operation && Object.keys(operation.responses)]).toEqual([
        path,
        expect.arrayContaining(['default']),
      ]);
    }
  });

  it('describes bodies, queries and answers by the schemas of the contract', async () => {
    const { body } = await api.browser().get('/api/docs/openapi.json');
    const names = expect.arrayContaining(
      ['status', 'q', 'severity', 'cursor', 'limit'].map((name) => expect.objectContaining({ name }) as unknown),
    ) as unknown;
    const schema = { properties: { nextCursor: { nullable: true } } };
    expect(body).toMatchObject({
      paths: {
        '/api/alerts': {
          get: { parameters: names, responses: { 200: { content: { 'application/json': { schema } } } } },
        },
      },
    });
  });
});
