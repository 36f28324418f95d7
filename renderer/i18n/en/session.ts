import type { session as vietnamese } from '../vi/session.ts';
import type { Wording } from '../wording.ts';

/** First run, signing in, locking. */
export const session: Wording<typeof vietnamese> = {
  enrolTitle: 'Enrol this machine',
  enrolIntro:
    "Enrol once so that this machine receives work from the board's server. It then works without a connection too.",
  step: 'Step {{step}} of {{total}}',
  stepAddress: 'Server address',
  stepFingerprint: 'Compare the fingerprint',
  stepSignIn: 'Sign in',
  address: 'Server address',
  addressHint: 'Given by the administrator, as https://server-name:port',
  unreachable: 'No server answers at this address. Check the address and the network, then try again.',
  check: 'Check the server',
  checking: 'Asking the server',
  fingerprintOf: 'Fingerprint of {{name}}',
  fingerprintHint:
    'Compare each group with the fingerprint the administrator gave on paper or by telephone. If one group differs, stop.',
  fingerprintSame: 'Compared, all the same',
  fingerprintOther: 'Not the same, stop',
  fingerprintStopped: 'Enrolling was stopped. Nothing was sent. Ask the administrator for address and fingerprint.',
  login: 'Login',
  password: 'Password',
  device: 'Name of this machine',
  deviceHint: 'Shown in the history, such as “Laptop of the meeting room”',
  deviceDefault: 'Work machine',
  passphrase: 'Passphrase of this machine',
  passphraseHint:
    "This machine has no safe place for keys, so the desk's signing key is kept by a passphrase of at least 8 characters. It is sent nowhere and cannot be recovered.",
  passphraseAgain: 'Passphrase again',
  passphraseDiffers: 'The two do not agree yet',
  passphraseShort: 'At least 8 characters are needed',
  enrol: 'Enrol and open the desk',
  enrolling: 'Enrolling',
  previous: 'One step back',
  next: 'Continue',
  signInTitle: 'Sign in',
  signInTo: 'Server {{name}}',
  signIn: 'Sign in',
  signInOffline: 'What was done on this machine is safe and will be sent after signing in.',
  lockedTitle: 'The desk is locked',
  lockedHint: 'Content is hidden. Enter the passphrase of this machine to go on.',
  lockedHintOs: 'Content is hidden. Unlock to go on.',
  unlock: 'Unlock',
  otherPerson: 'Sign in as someone else',
  trialTitle: 'Trial',
  trialPassphrase: 'Its passphrase: {{passphrase}}',
  trialNote:
    'This is a trial board with made-up people and items. Its signing key is kept by a fixed passphrase, so it is not for real work.',
};
