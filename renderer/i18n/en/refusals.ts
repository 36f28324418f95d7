import type { refusals as vietnamese } from '../vi/refusals.ts';
import type { Wording } from '../wording.ts';

/** Why the workflow does not accept a command, and what to do next. */
export const refusals: Wording<typeof vietnamese> = {
  code: {
    'unknown-item': 'The server does not have this item yet. Wait for it and reopen.',
    'item-exists': 'This item was received before. Open the one in the list.',
    'not-in-state': "This does not belong to the item's present step.",
    'not-your-role': 'This does not belong to the role held.',
    'not-your-section': 'This section is outside what was assigned or delegated.',
    'not-assigned': 'The item was routed to another person for specialist review.',
    'authority-unknown': 'The server does not have the authority used yet. Wait for it and try again.',
    'delegation-missing': 'This needs a delegation from the Head.',
    'delegation-not-begun': 'The delegation has not begun yet.',
    'delegation-ended':
      'The delegation had ended when the server received this. Text and reason are kept; they can be put before the Head.',
    'delegation-invalid': 'The delegation is not valid. Check person, dates and sections.',
    'person-disabled': 'The account is no longer active.',
    'device-revoked': 'This machine has been revoked. Ask the administrator.',
    separation:
      'Approver, uploader and publisher must be three different people; this person already did another duty on the item.',
    'version-changed':
      'The item has a newer version than the one seen. Read it and act again; what was entered is kept.',
    'version-missing': 'The content of this version is not complete yet. Wait for the sync and try again.',
    'version-unchanged': 'Nothing differs from the version before, so no new version was made.',
    'reason-missing': 'A reason is needed.',
    'ground-missing': 'A ground from the list is needed.',
    'title-missing': 'A title is needed.',
    'origin-missing': 'State the source and its date when quoting, or the author.',
    'specialist-invalid': 'The person chosen is not the member for this field. Choose another.',
    'not-verified': 'The page was not verified against the approved version. Verify it first.',
    'publication-changed': 'The page changed after it was verified. Verify it again.',
    'verdict-match': 'The page matches the approved version; no re-upload is needed.',
    'verdict-mismatch':
      'The page does not match the approved version and cannot be published. Request a re-upload or a supplementary approval.',
    'cosmetic-not-confirmed': 'Confirm the list of presentation differences before publishing.',
    'unchecked-not-compared': 'Record having compared by eye exactly the parts the desk could not compare.',
    'address-missing': 'The address of the uploaded page is needed.',
    'unknown-section': 'This section is not on the board’s list.',
    'unknown-comment': 'The comment was not found. It may have been resolved.',
    'details-mismatch': 'The particulars do not fit this action. Reopen the item and act again.',
  },
  onlyWho: 'Only {{who}} may do this.',
  onlyWhoCited: 'Only {{who}} may do this, under {{articles}}.',
  byDelegation: '{{role}} when assigned and delegated this section',
  whoSeparator: ', or ',
  cited: 'Under {{article}}.',
  houseRule: 'House practice of the board (not in the regulation).',
  house: 'not in the regulation',
  inState: 'The item is at “{{state}}”.',
};
