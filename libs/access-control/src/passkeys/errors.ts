import { DomainError } from '@tocsin/api-contract';

/** Unknown, removed, of a disabled account, replayed or not signed rightly: all the same to who asks. */
export class PasskeyRefused extends DomainError {
  readonly code = 'session.passkey_refused';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The passkey was not accepted. Try again, or sign in another way.');
  }
}

export class PasskeyNotAdded extends DomainError {
  readonly code = 'factor.passkey_refused';
  readonly kind = 'invalid';

  constructor() {
    super('The passkey was not added: it came too late, is here already, or was not made for this address. Try again.');
  }
}

export class PasskeyNotFound extends DomainError {
  readonly code = 'factor.passkey_not_found';
  readonly kind = 'not_found';

  constructor() {
    super('You have no such passkey any more.');
  }
}

export class TooManyPasskeys extends DomainError {
  readonly code = 'factor.too_many_passkeys';
  readonly kind = 'conflict';

  constructor() {
    super('You have 20 passkeys. Remove one that is not needed any more.');
  }
}
