import { Injectable } from '@nestjs/common';
import type { RelyingParty } from '@tocsin/access-control';
import type { Request } from 'express';

import { AccessOptions } from '../../access-options';
import { ApiOptions } from '../../api-options';
import { PlainProblem } from '../../http/problem';

/** The site that passkeys are bound to: as configured, or `localhost` where a browser calls it that. */
@Injectable()
export class PasskeySite {
  constructor(
    private readonly options: ApiOptions,
    private readonly access: AccessOptions,
  ) {}

  /** @throws {PlainProblem} where browsers make no passkeys. */
  need(request: Request): RelyingParty {
    const site = this.find(request);
    if (site !== undefined) return site;
    const detail = 'Passkeys need a name: open this at its name, or at localhost, or set api.publicUrl.';
    throw new PlainProblem('conflict', 'passkey.no_name', detail);
  }

  find(request: Request): RelyingParty | undefined {
    const { publicUrl } = this.options;
    const url = URL.parse(publicUrl ?? `${request.protocol}://${request.headers.host ?? ''}`);
    if (url === null || (publicUrl === undefined && url.hostname !== 'localhost')) return undefined;
    const id = this.access.passkeyRpId ?? url.hostname;
    return /[a-z]/i.test(id) && !id.includes(':') ? { id, origin: url.origin } : undefined;
  }
}
