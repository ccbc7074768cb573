import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

import type { TestApi } from './test-api';

/** One route of the api, as its controller declares it. */
export interface Route {
  readonly name: string;
  readonly controller: new (...parts: never[]) => object;
  readonly handler: (...args: never[]) => unknown;
  readonly path: string;
  readonly method: string;
}

/** Every route that the application has: under `/api`, and what machines fetch. */
export function everyRoute(api: TestApi): Route[] {
  const modules = [...api.app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()]).map(({ metatype }) => metatype);
  return controllers.flatMap((controller) => routesOf(controller as Route['controller']));
}

function routesOf(controller: Route['controller']): Route[] {
  const prefix = String(Reflect.getMetadata('path', controller));
  if (!/^(api|lists)\b/.test(prefix)) return [];
  const prototype = controller.prototype as Record<string, Route['handler']>;
  const names = Object.getOwnPropertyNames(prototype).filter(
    (name) => name !== 'constructor' && Reflect.hasMetadata('method', prototype[name] as object),
  );
  return names.map((name) => {
    const handler = prototype[name] as Route['handler'];
    const method = RequestMethod[Reflect.getMetadata('method', handler) as number] ?? '';
    const path = `/${prefix}/${String(Reflect.getMetadata('path', handler))}`.replace(/\/+$/, '');
    return { name: `${method} ${path}`, controller, handler, path, method };
  });
}
