export { AccessControlModule } from './access-control.module';
export { Accounts, type SeenAccount } from './accounts';
export { ApiKeys, type KeyOptions, type NewKey, type RotateOptions } from './api-keys';
export {
  AccountNotFound,
  CannotDisableOneself,
  LastAdmin,
  CannotGivePermission,
  InvitationGone,
  KeyEnded,
  KeyNotFound,
  TooBusyToHash,
  TooManyAttempts,
  UsernameTaken,
  WeakPassword,
  WrongCredentials,
} from './errors';
export { CodeSignIn } from './factors/code-sign-in';
export { FactorReset } from './factors/factor-reset';
export { FactorsModule } from './factors/factors.module';
export { OwnAuthenticator } from './factors/own-authenticator';
export { SignInSteps, type CodeNeeded } from './factors/sign-in-steps';
export { Invitations, type NewInvitation } from './invitations';
export { LoginThrottle } from './login-throttle';
export { NameTakenLocally, NoRoleForGroups } from './oidc/errors';
export { OidcAccounts, type OidcPerson } from './oidc/oidc-accounts';
export { OwnPasskeys, type RelyingParty } from './passkeys/own-passkeys';
export { PasskeySignIn } from './passkeys/passkey-sign-in';
export { Passwords, type HashCost } from './passwords';
export { OwnPassword } from './own-password';
export { OwnSessions } from './own-sessions';
export { PersonalTokens } from './personal-tokens';
export { permissionsOf } from './roles/built-in-roles';
export { RoleInUse } from './roles/errors';
export { Roles, type SeenRole } from './roles/roles';
export { SenderRegister, type SenderChanges, type SenderKey, type SenderSource } from './sender-register';
export { LONGEST_SESSION_MS, Sessions, type Actor, type SessionOrigin } from './sessions';
export { SignInDesk, type Credentials } from './sign-in';
export { hashToken, isTokenOf, newToken } from './tokens';
