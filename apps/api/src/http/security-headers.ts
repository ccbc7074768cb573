import helmet from 'helmet';
import type { NextFunction, Request, Response } from 'express';

const shared = {
  // The proxy that ends TLS says this: from here it would bind every port of `localhost` to TLS for a year.
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' as const },
  referrerPolicy: { policy: 'same-origin' as const },
};

const forAnswers = helmet({
  ...shared,
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
});

/** JSON is never a page: nothing in it runs, is framed or kept. */
export function answerHeaders(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('cache-control', 'no-store');
  forAnswers(request, response, next);
}

/** For the console: everything from here and nothing inline, but styles that carry the nonce of the answer (`locals.nonce`). */
export const pageHeaders = helmet({
  ...shared,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", (_request, response) => `'nonce-${String((response as Response).locals['nonce'])}'`],
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  },
});
