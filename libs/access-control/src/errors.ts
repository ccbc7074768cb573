import { DomainError } from '@tocsin/api-contract';

/** The same for an unknown name, a wrong password and a disabled account. */
export class WrongCredentials extends DomainError {
  readonly code = 'session.wrong_credentials';
  readonly kind = 'unauthenticated';

  constructor() {
    super('User name or password is wrong. Check both and try again.');
  }
}

/** Too many failed sign-ins of this name from this address, or from this address. */
export class TooManyAttempts extends DomainError {
  readonly code = 'session.too_many_attempts';
  readonly kind = 'too_many';

  constructor(override readonly retryAfterMs: number) {
    super(`Too many failed sign-ins. Wait ${Math.ceil(retryAfterMs / 1_000)} s, then try again.`);
  }
}

/** Ended, unknown or somebody else's: all the same to who asks. */
export class SessionNotFound extends DomainError {
  readonly code = 'session.not_found';
  readonly kind = 'not_found';

  constructor() {
    super('You have no such session any more. List your sessions to see those there are.');
  }
}

/** The one to change is not known to who asks, or was changed by somebody else meanwhile. */
export class WrongPassword extends DomainError {
  readonly code = 'account.wrong_password';
  readonly kind = 'invalid';

  constructor() {
    super('The present password is wrong. Check it and try again; nothing was changed.');
  }
}

/** More sign-ins at once than this process can hash. */
export class TooBusyToHash extends DomainError {
  readonly code = 'session.busy';
  readonly kind = 'unavailable';
  override readonly retryAfterMs = 2_000;

  constructor() {
    super('Too many people sign in right now. Try again in a few seconds.');
  }
}

export class WeakPassword extends DomainError {
  readonly code = 'account.weak_password';
  readonly kind = 'invalid';
}

export class UsernameTaken extends DomainError {
  readonly code = 'account.username_taken';
  readonly kind = 'conflict';

  constructor() {
    super('Somebody has this user name already. Choose another one.');
  }
}

/** Unknown, used, expired, or a set-up link after the first account was made: all the same to the outside. */
export class InvitationGone extends DomainError {
  readonly code = 'invitation.gone';
  readonly kind = 'not_found';

  constructor() {
    super('This link does not work: it was used, has expired or never existed. Ask for a new one.');
  }
}

export class CannotGivePermission extends DomainError {
  readonly code = 'invitation.permission_not_yours';
  readonly kind = 'forbidden';

  constructor(permissions: readonly string[]) {
    super(`You cannot give permissions you do not have: ${permissions.join(', ')}.`);
  }
}

export class KeyNotFound extends DomainError {
  readonly code = 'key.not_found';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such key. List the keys of the source to see those there are.');
  }
}

/** There is nothing to rotate in a key that does not work any more. */
export class KeyEnded extends DomainError {
  readonly code = 'key.ended';
  readonly kind = 'conflict';

  constructor() {
    super('This key has ended or is revoked. Create a new one.');
  }
}

export class AccountNotFound extends DomainError {
  readonly code = 'account.not_found';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such account. Look at the list of accounts.');
  }
}

export class LastAdmin extends DomainError {
  readonly code = 'account.last_admin';
  readonly kind = 'conflict';

  constructor() {
    super('Nobody would be left who may give roles. Make somebody else an admin first.');
  }
}

export class AccountChanged extends DomainError {
  readonly code = 'account.changed';
  readonly kind = 'conflict';

  constructor(override readonly current: { readonly roles: readonly string[] }) {
    super('Somebody gave the account other roles meanwhile. Look at it as it is now, then change it again.');
  }
}

/** Who may do less neither shuts them out, nor lets them in, nor takes anything off them. */
export class AccountMayMore extends DomainError {
  readonly code = 'account.may_more';
  readonly kind = 'forbidden';

  constructor() {
    super('This account may do more than you, so it is not yours to change. Ask an admin.');
  }
}

export class CannotDisableOneself extends DomainError {
  readonly code = 'account.own';
  readonly kind = 'conflict';

  constructor() {
    super('You cannot disable your own account. Ask somebody else who manages accounts.');
  }
}
