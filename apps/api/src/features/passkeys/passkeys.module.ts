import { Module } from '@nestjs/common';

import { MethodsController } from './methods.controller';
import { OwnPasskeysController } from './own-passkeys.controller';
import { PasskeySignInController } from './passkey-sign-in.controller';
import { PasskeySite } from './relying-party';

/** Signing in without a password. */
@Module({ controllers: [MethodsController, OwnPasskeysController, PasskeySignInController], providers: [PasskeySite] })
export class PasskeysModule {}
