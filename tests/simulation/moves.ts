import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import type { PersonId } from '#shared/lib/ids.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import type { ItemAction, ItemKind, RoleId } from '#shared/regulation/vocabulary.ts';
import type { Details } from '#shared/workflow/details.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { unknownSupply } from '#shared/workflow/supply.ts';
import { begin, personId, sectionId } from './cast.ts';
import { freshHash, verificationIds } from './item-key.ts';

/** One way of doing an action: the ordinary one, or one that some condition should refuse. */
export interface Move {
  readonly label: string;
  readonly details: Details;
  readonly version: Hash | null;
  readonly reason: string | null;
}

const reason = 'Lý do.';
const aboutApproved: ReadonlySet<ItemAction> = new Set(['upload', 'verify', 'publish', 'approveAfterwards']);
const plain: ReadonlySet<ItemAction> = new Set([
  'confirm',
  'handBack',
  'review',
  'submit',
  'approve',
  'reopen',
  'approveSupplementary',
  'declineSupplementary',
  'escalate',
  'approveEmergency',
  'approveAfterwards',
  'report',
  'reportError',
  'withdraw',
]);

/** Intake of an item of a kind in a section; what is supplied lacks nothing. */
export function intake(kind: ItemKind, section: string, channel: ItemState['channel']): Move {
  return {
    label: `${kind}@${section}`,
    details: {
      action: 'receive',
      kind,
      section: sectionId(section),
      channel,
      sender: '',
      receivedAt: begin,
      original: null,
      supply: { ...unknownSupply, confirmedByUnit: true },
    },
    version: freshHash('a'),
    reason: null,
  };
}

/** Ways that some condition refuses, and that lead nowhere new where none does. */
export function isProbe({ label }: Pick<Move, 'label'>): boolean {
  return /stale|no reason|unchanged|no text|unlisted|unknown|other revision|elsewhere|public|unfit|absent|former/.test(
    label,
  );
}

/** Every way of doing an action to an item that some rule tells from another. */
export function movesOf(action: ItemAction, item: ItemState, profile: Profile): readonly Move[] {
  const version = aboutApproved.has(action) ? (item.approval?.hash ?? item.current) : item.current;
  const move = (label: string, details: Details, over: Partial<Move> = {}): Move => ({
    label,
    details,
    version,
    reason,
    ...over,
  });
  const usual = (details: Details): readonly Move[] => [
    move('', details),
    move('stale version', details, { version: freshHash('c') }),
    move('no reason', details, { reason: null }),
  ];
  switch (action) {
    case 'edit':
    case 'correct':
    case 'requestSupplementary':
      return editing(action, item, move);
    case 'describe':
      return [move('', { action, supply: item.supply })];
    case 'classify': {
      const to = (person: PersonId | null): Details => ({ action, infoType: 'other', section: item.section, person });
      return [
        move('', to(null)),
        ...targets(profile, action, item).map(({ label, person }) => move(label, to(person))),
      ];
    }
    case 'route':
      return targets(profile, action, item).map(({ label, person }) => move(label, { action, specialist: person }));
    case 'return':
    case 'refuse': {
      const [ground] = action === 'return' ? profile.returnGrounds : profile.refusalGrounds;
      const details: Details = { action, ground: ground?.id ?? null };
      const unlisted: Details = { action, ground: ground === undefined ? null : 'unlisted' };
      return [...usual(details), move('unlisted ground', unlisted)];
    }
    case 'upload': {
      const upload = (entered: Hash): Details => ({ action, mode: 'portal', entered, address: null });
      return [...usual(upload(version)), move('entered otherwise', upload(freshHash('a')))];
    }
    case 'verify':
      return verifying(item, move);
    case 'requestReupload': {
      const unlike = item.verifications.find(({ statement }) => statement.verdict !== 'match')?.command;
      const details = verificationIds(item).map((verification): Details => ({ action, verification }));
      return [
        ...details.map((one, nth) => move(nth === details.length - 1 ? 'unknown verification' : '', one)),
        ...(unlike === undefined ? [] : [move('no reason', { action, verification: unlike }, { reason: null })]),
      ];
    }
    case 'publish':
      return publishing(item, move);
    case 'forward':
      return usual({ action, body: 'Thanh tra' });
    case 'comment':
      return [move('', { action, anchor: null, pinned: false, resolves: null })];
    case 'acknowledge':
      return [move('', { action, event: 1 })];
    case 'receive':
      return [move('', intake(item.kind, 'main', item.channel).details)];
    default:
      return plain.has(action) ? usual({ action } as Details) : [];
  }
}

type MakeMove = (label: string, details: Details, over?: Partial<Move>) => Move;

function editing(
  action: 'edit' | 'correct' | 'requestSupplementary',
  item: ItemState,
  move: MakeMove,
): readonly Move[] {
  const details = (base: Hash): Details =>
    action === 'edit' ? { action, base, section: null } : action === 'correct' ? { action, base } : { action };
  const fresh = { version: freshHash('a') };
  return [
    move('', details(item.current), fresh),
    move('lacking', details(item.current), { version: freshHash('b') }),
    move('unchanged', details(item.current), { version: item.current }),
    move('no text', details(item.current), { version: null }),
    ...(action === 'requestSupplementary' ? [] : [move('stale base', details(freshHash('c')), fresh)]),
    move('no reason', details(item.current), { ...fresh, reason: null }),
  ];
}

function verifying({ publication, approval }: ItemState, move: MakeMove): readonly Move[] {
  const same = publication !== null && publication.entered === approval?.hash;
  const verdicts = same ? (['match', 'unchecked'] as const) : (['mismatch', 'cosmetic'] as const);
  const details = (phase: 'preview' | 'public', verdict: (typeof verdicts)[number], revision: number): Details => ({
    action: 'verify',
    verification: {
      phase,
      revision,
      verdict,
      evidence: sha256Hash(''),
      meaning: verdict === 'mismatch' ? 1 : 0,
      cosmetic: verdict === 'cosmetic' ? 1 : 0,
      unchecked: verdict === 'unchecked' ? ['body/1'] : [],
    },
  });
  const revision = publication?.revision ?? 1;
  return [
    ...verdicts.map((verdict) => move(verdict, details('preview', verdict, revision))),
    move('public', details('public', verdicts[0], revision)),
    move('other revision', details('preview', verdicts[0], revision + 7)),
    move('stale version', details('preview', verdicts[0], revision), { version: freshHash('c') }),
  ];
}

function publishing(item: ItemState, move: MakeMove): readonly Move[] {
  const unchecked = ['body/1'];
  return verificationIds(item).flatMap((verification) => {
    const entry = item.verifications.find(({ command }) => command === verification);
    const found = entry === undefined ? 'unverified' : `${entry.statement.phase} ${entry.statement.verdict}`;
    const label = entry !== undefined && entry.approved !== item.approval?.hash ? `${found} of another version` : found;
    const details = (cosmeticConfirmed: boolean, comparedByEye: string[]): Details => ({
      action: 'publish',
      verification,
      cosmeticConfirmed,
      comparedByEye,
    });
    return [
      move(`${label}, confirmed`, details(true, entry?.statement.verdict === 'unchecked' ? unchecked : [])),
      move(`${label}, unconfirmed`, details(false, [])),
      move(`${label}, compared elsewhere`, details(true, ['body/2'])),
      move(`${label}, stale version`, details(true, entry?.statement.verdict === 'unchecked' ? unchecked : []), {
        version: freshHash('c'),
      }),
    ];
  });
}

/** Whom an item may be handed to: somebody fit, somebody without the role, somebody who is away, somebody whose role ended. */
function targets(
  profile: Profile,
  action: ItemAction,
  item: ItemState,
): readonly { readonly label: string; readonly person: PersonId }[] {
  const rule = profile.transitions.find((one) => one.enabled && one.action === action && one.from.includes(item.state));
  const role: RoleId = rule?.holder ?? 'member';
  const unfit = profile.roles.find(({ id }) => id !== role)?.id ?? 'head';
  return [
    { label: 'to the fit', person: personId(role) },
    { label: 'to the unfit', person: personId(unfit) },
    { label: 'to the absent', person: personId('absent') },
    { label: 'to the former', person: personId('ended') },
  ];
}
