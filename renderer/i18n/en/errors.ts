import type { errors as vietnamese } from '../vi/errors.ts';
import type { Wording } from '../wording.ts';

/** What happened, what is safe, what to do next; keyed by code. */
export const errors: Wording<typeof vietnamese> = {
  'desk-failed': 'The desk could not do this. What was saved is safe. Try again in a few minutes.',
  'bad-request': 'Something entered has the wrong form. Check the fields.',
  'too-large': 'The file or text is over the limit. Split it or make its images smaller, then try again.',
  'not-found': 'This is not on the machine. It may have left what may be seen; go back to the list.',
  'rejected-by-rule': 'The regulation does not allow this at the present step.',
  'wrong-board': 'This belongs to another board. Check the server address in Settings.',
  'bad-signature': "This machine's signature does not fit. Enrol it again with the administrator before going on.",
  'content-mismatch':
    'The content sent does not fit its content code. The copy here is kept; reopen the item and try again.',
  'command-conflict':
    'The server already has something else under this code. It is kept on this machine; tell the administrator.',
  'counter-gap': 'The server waits for something sent before. The desk will send again in order.',
  'needs-update': 'A newer version is needed to send on. What was done is kept; update and reopen.',
  'sign-in-required': 'The session has ended. Sign in again to send on; what was done is kept.',
  'sign-in-refused': 'Login or password is not right. Check the keyboard layout and Caps Lock.',
  'sign-in-locked': 'Too many failed attempts; the account is locked for now. Try later or ask the administrator.',
  'device-revoked': 'This machine has been revoked. Ask the administrator to enrol it again.',
  'person-disabled': 'The account is no longer active. Ask the administrator.',
  'desk-locked': 'The desk is locked. Unlock it to go on.',
  'wrong-passphrase': 'The passphrase is not right. Enter the passphrase of this machine.',
  'not-enrolled': 'This machine is enrolled with no server. Enrol it before working.',
  'already-enrolled': 'This machine is already enrolled. Sign in to work.',
  offline: 'The server does not answer. What was done is safe on this machine and will be sent when connected.',
  'timed-out': 'It took too long. Nothing is lost; try again.',
  cancelled: 'Stopped as asked.',
  'not-our-server':
    'The server answered with another certificate than the enrolled one. Nothing is sent until the administrator confirms.',
  'fingerprint-mismatch': "The server's fingerprint is not the one compared. Stop enrolling and ask the administrator.",
  'other-server': 'Another server answers at this address now. Unsent work is kept; tell the administrator.',
  'epoch-changed': 'The server was restored from a copy. Unsent work is kept until the administrator confirms.',
  'chain-broken':
    'The log received has a break and was not applied. The data here is untouched; tell the administrator.',
  'address-invalid': 'The address is not right. Enter https://server-name or https://server-name:port.',
  'address-forbidden': 'This address is outside what may be reached. Check the page address.',
  'blob-missing': 'The image or file is not on this machine yet. Connect to fetch it, then reopen.',
  'blob-mismatch': 'The image or file received does not fit its content code and is not used. Fetch it again.',
  'undo-too-late': 'More than 5 seconds have passed. Use the proper way back on the decision bar.',
  'disk-full':
    'The disk is almost full and nothing was written. Free some space and try again; what was saved is safe.',
  'store-damaged':
    'The store on this machine is damaged in places. The desk keeps what can be read; tell the administrator.',
  'rate-limited': 'The server asks to slow down. The desk will send again in a few minutes.',
  'server-error': 'The server failed. What was done is kept on this machine and will be sent again.',
  'not-docx': 'The file is not a Word document (.docx). Save it as .docx and bring it in again.',
  'docx-corrupt': 'The Word file is damaged and cannot be read. Open it in Word, save it and bring it in again.',
  'docx-protected': 'The Word file has a password. Remove it in Word and bring it in again.',
  'docx-old-format': 'This is an old .doc file. Open it in Word and save it as .docx.',
  'docx-macros': 'The file contains macros and is not taken. Save it as .docx without macros.',
  'docx-bomb':
    'The file is compressed in an unusual way or shows signs of tampering and was not opened. Ask the sender for the original.',
  'docx-empty': 'The file has no text. Check the file chosen.',
  'docx-timed-out': 'Reading the file took too long and was stopped. Split it or make its images smaller.',
  'content-invalid':
    'Part of the content is not valid and was not saved. The version before is kept; mend it and save again.',
};
