import { Service } from '@angular/core';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** The browser's dialogues for passkeys. */
@Service()
export class PasskeyDevice {
  /** @throws an error with words for people, also when they cancelled. */
  async make(options: object): Promise<object> {
    const { startRegistration } = await import('@simplewebauthn/browser');
    return told(startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }));
  }

  /** @throws an error with words for people, also when they cancelled. */
  async use(options: object): Promise<object> {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    return told(startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }));
  }
}

const WORDS: Readonly<Record<string, string>> = {
  NotAllowedError: 'The browser ended it: it was cancelled, took too long, or there is no passkey for this place.',
  InvalidStateError: 'This device has a passkey for your account already.',
};

/** Browsers say it in their own ways. */
async function told(dialogue: Promise<object>): Promise<object> {
  try {
    return await dialogue;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    throw new Error(WORDS[name] ?? 'The browser could not use a passkey here.', { cause: error });
  }
}
