import { Get, HttpStatus, Req } from '@nestjs/common';
import { signInMethodsSchema, type SignInMethods } from '@tocsin/api-contract';
import type { Request } from 'express';

import { AccessOptions } from '../../access-options';
import { Public } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { PasskeySite } from './relying-party';

@ApiController('session/methods')
export class MethodsController {
  constructor(
    private readonly access: AccessOptions,
    private readonly site: PasskeySite,
  ) {}

  @Get()
  @Public()
  @Answers(HttpStatus.OK, signInMethodsSchema)
  methods(@Req() request: Request): SignInMethods {
    const { oidc } = this.access;
    const singleSignOn = oidc === undefined ? null : { label: oidc.label };
    return { passkeys: this.site.find(request) !== undefined, singleSignOn };
  }
}
