import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import { DomainError } from '@tocsin/api-contract';

import { ApiOptions } from '../api-options';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A page of another site tried to act with the session of this one. */
export class ForeignOrigin extends DomainError {
  readonly code = 'request.foreign_origin';
  readonly kind = 'forbidden';

  constructor() {
    super('The request comes from another site. If a proxy changes the Host header, set api.publicUrl.');
  }
}

/** Keeps pages of other sites from using the session of a person who visits them. */
@Injectable()
export class OriginCheck {
  constructor(private readonly options: ApiOptions) {}

  /**
   * For commands over HTTP.
   * @throws {ForeignOrigin}
   */
  refuseForeignCommand(request: IncomingMessage): void {
    if (!SAFE_METHODS.has(request.method ?? '') && !this.isOwn(request)) throw new ForeignOrigin();
  }

  /**
   * Every browser that is still mended says where a command or a socket comes from, by `Origin` or `Sec-Fetch-Site`. Who says
   * neither is a program with a cookie of its own; for browsers older than that there is SameSite=Strict.
   */
  isOwn(request: IncomingMessage): boolean {
    const { origin, host, 'sec-fetch-site': site } = request.headers;
    if (origin !== undefined) return this.isOwnOrigin(origin, host);
    return site === undefined || site === 'same-origin' || site === 'none';
  }

  private isOwnOrigin(origin: string, host: string | undefined): boolean {
    const url = URL.parse(origin);
    if (url === null) return false;
    const { publicUrl } = this.options;
    return url.host === host || (publicUrl !== undefined && url.origin === new URL(publicUrl).origin);
  }
}
