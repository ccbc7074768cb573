import type { AddPasskey, UsePasskey } from '@tocsin/api-contract';

/** Nothing that is absent may stand there as undefined. */
function present<T extends { authenticatorAttachment?: 'platform' | 'cross-platform' | undefined }>(credential: T) {
  const { authenticatorAttachment: attachment, ...others } = credential;
  return { ...others, ...(attachment !== undefined && { authenticatorAttachment: attachment }) };
}

export function toRegistration(response: AddPasskey['response']) {
  return present(response);
}

export function toAuthentication({ response, ...credential }: UsePasskey['response']) {
  const { userHandle, ...signed } = response;
  return { ...present(credential), response: { ...signed, ...(userHandle !== undefined && { userHandle }) } };
}
