import { Module } from '@nestjs/common';

import { LdapHumanizerNormalizer } from './ldap-humanizer.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [LdapHumanizerNormalizer] })
export class LdapHumanizerModule {}
