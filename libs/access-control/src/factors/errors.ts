import { DomainError } from '@tocsin/api-contract';

/** A code of another time, one that was used, or none at all: all the same to who asks. */
export class WrongCode extends DomainError {
  readonly code = 'session.wrong_code';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The code is wrong or was used before. Wait for the next one, or use a recovery code.');
  }
}

/** The ticket of the first step is unknown, used or too old, or the account changed meanwhile. */
export class StepEnded extends DomainError {
  readonly code = 'session.step_ended';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The sign-in took too long or was finished elsewhere. Enter name and password again.');
  }
}

/** While an app is set up, its first code is not right. */
export class WrongFirstCode extends DomainError {
  readonly code = 'factor.wrong_code';
  readonly kind = 'invalid';

  constructor() {
    super('The code is not the one expected now. Look that the clock of your device is right, then try the next code.');
  }
}

export class AuthenticatorThere extends DomainError {
  readonly code = 'factor.authenticator_there';
  readonly kind = 'conflict';

  constructor() {
    super('An authenticator app is set up already. Remove it first.');
  }
}

export class NoAuthenticator extends DomainError {
  readonly code = 'factor.no_authenticator';
  readonly kind = 'conflict';

  constructor() {
    super('No authenticator app is set up. Begin with the password.');
  }
}

export class CannotResetOneself extends DomainError {
  readonly code = 'factor.own';
  readonly kind = 'conflict';

  constructor() {
    super('Remove your own second factors in Settings, Profile; that asks for your password.');
  }
}

export class NoSecretKey extends DomainError {
  readonly code = 'factor.no_key';
  readonly kind = 'unavailable';

  constructor() {
    super('This installation has no key to keep secrets with. Whoever runs it sets access.secretKey.');
  }
}

export class OtherSecretKey extends DomainError {
  readonly code = 'factor.other_key';
  readonly kind = 'unavailable';

  constructor() {
    super('The key of this installation was changed, and your codes cannot be checked. Ask an admin to reset them.');
  }
}
