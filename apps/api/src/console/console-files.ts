import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import compression from 'compression';
import { Router, static as serveFolder, type NextFunction, type Request, type Response } from 'express';

import { PlainProblem, sendProblem } from '../http/problem';
import { pageHeaders } from '../http/security-headers';

/** A name that ends in the hash of a build, and not in a word of eight letters, never changes its content. */
const HASHED_NAME = /-(?=[\w-]{0,7}[A-Z0-9])[\w-]{8}\.[a-z0-9]+$/;
/** The page carries this where the nonce of its Content-Security-Policy belongs. */
const NONCE_PLACE = '__CSP_NONCE__';
/** Answered by others, or a 404: never by the console's page. */
const NOT_A_SCREEN = /^\/(api|ws)(\/|$)/;

/** Serves what no route has claimed: the console's files, and its page for every address of a screen. */
export function consoleRouter(folder: string): Router {
  const router = Router();
  router.use('/api', (request, response) => sendProblem(response, noSuchRoute(request)));
  router.use(onlyReading, withNonce, pageHeaders, compression());
  router.use(serveFolder(resolve(folder), { index: false, redirect: false, setHeaders: cacheByName }));
  router.use((request, response, next) => {
    if (isScreen(request)) servePage(join(folder, 'index.html'), response).catch(next);
    else next();
  });
  return router;
}

function noSuchRoute(request: Request): PlainProblem {
  const path = request.originalUrl.split('?', 1)[0] ?? '';
  return new PlainProblem('not_found', 'route.not_found', `There is no ${request.method} ${path}. See /api/docs.`);
}

function onlyReading(request: Request, _response: Response, next: NextFunction): void {
  next(request.method === 'GET' || request.method === 'HEAD' ? undefined : 'router');
}

function withNonce(_request: Request, response: Response, next: NextFunction): void {
  response.locals['nonce'] = randomBytes(16).toString('base64url');
  next();
}

function cacheByName(response: Response, path: string): void {
  const isFixed = HASHED_NAME.test(path);
  response.setHeader('cache-control', isFixed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/** A browser asks for a page by name; scripts, pictures and programs do not, and shall see that a file is missing. */
function isScreen({ path, headers }: Request): boolean {
  return !NOT_A_SCREEN.test(path) && (path === '/' || (headers.accept ?? '').includes('text/html'));
}

async function servePage(file: string, response: Response): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  const page = await readFile(file, 'utf8').catch(() => undefined);
  if (page === undefined) {
    response.status(503).type('text/plain').send('The console is not built yet. Run "npm run build:console".\n');
    return;
  }
  response.type('html').send(page.replaceAll(NONCE_PLACE, String(response.locals['nonce'])));
}
