import { Module } from '@nestjs/common';

import { OidcProvider } from './oidc-provider';
import { OidcController } from './oidc.controller';

/** Single sign-on by OpenID Connect. */
@Module({ controllers: [OidcController], providers: [OidcProvider], exports: [OidcProvider] })
export class OidcModule {}
