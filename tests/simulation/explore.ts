import { must } from '#shared/lib/assert.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import { type AuthorityId, commandIdSchema, itemIdSchema, type PersonId } from '#shared/lib/ids.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import { type ItemAction, itemActionSchema } from '#shared/regulation/vocabulary.ts';
import { type DecisionContext, decide, forecast } from '#shared/workflow/decide.ts';
import type { Acted } from '#shared/workflow/event.ts';
import { evolveActed } from '#shared/workflow/evolve-item.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { RefusalCode } from '#shared/workflow/refusal.ts';
import type { Statement } from '#shared/workflow/statement.ts';
import { articlesOf } from './articles.ts';
import { begin, type Cast, castOf, type Player } from './cast.ts';
import { freshHash, keyOf, type Point, reduced } from './item-key.ts';
import { intake, isProbe, type Move, movesOf } from './moves.ts';
import { ghostAfter, wrongPoint, wrongs } from './oracle.ts';
import { guardLines, kindsOf, Powers, sectionsOf } from './powers.ts';

export interface ExploreOptions {
  readonly depth: number;
  /** How deep for the kinds and places other than the first, which differ from it in few rules. */
  readonly asideDepth: number;
  /** Whether people who may do nothing are tried at every point, or only where state, kind or place is new. */
  readonly everybodyEverywhere: boolean;
  /** Points to begin at besides intake, for a look at every corner without the way there. */
  readonly seeds?: readonly Point[];
  /** Ends early, for a quick look; the answer then says it is not whole. */
  readonly atMost?: number;
}

export interface Exploration {
  readonly profile: string;
  readonly points: number;
  readonly decisions: number;
  readonly accepted: number;
  readonly depth: number;
  /** Whether no new point was left to look at. */
  readonly fixpoint: boolean;
  readonly violations: readonly string[];
  readonly powers: readonly string[];
  /** One point of each state, kind, place and standing of the page: the corners. */
  readonly corners: readonly Point[];
}

/** Refusals that come from what the act says, not from who acts: the forecast cannot know them. */
const aboutTheAct: ReadonlySet<RefusalCode> = new Set([
  'not-in-state',
  'version-changed',
  'version-missing',
  'version-unchanged',
  'reason-missing',
  'ground-missing',
  'incomplete',
  'person-unfit',
  'person-absent',
  'not-verified',
  'publication-changed',
  'verdict-match',
  'verdict-mismatch',
  'cosmetic-not-confirmed',
  'unchecked-not-compared',
  'sub-portal-not-live',
  'too-early',
  'not-emergency',
  'same-person',
  'not-your-section',
  'unknown-section',
  'unknown-comment',
  'not-assigned',
  'details-mismatch',
]);

/** Acts of which it is remembered who did them: only in these does it matter that there is a second person in a role. */
const recorded: ReadonlySet<string> = new Set([
  'approve',
  'approveSupplementary',
  'approveEmergency',
  'approveAfterwards',
  'upload',
  'publish',
]);

interface Visit {
  readonly point: Point;
  readonly depth: number;
}

/** Breadth first through everything people can do to an item under a profile; what it proves is in `violations`. */
export function explore(profile: Profile, options: ExploreOptions): Exploration {
  return new Explorer(profile, options).run();
}

class Explorer {
  readonly #profile: Profile;
  readonly #options: ExploreOptions;
  readonly #cast: Cast;
  readonly #actions: readonly ItemAction[];
  readonly #places = new Map<string, number>();
  readonly #next: number[][] = [];
  readonly #points: Visit[] = [];
  readonly #unlooked = new Set<number>();
  readonly #looked = new Set<string>();
  readonly #corners: Point[] = [];
  readonly #violations = new Set<string>();
  readonly #powers = new Powers();
  readonly #context: DecisionContext;
  readonly #devices: ReadonlyMap<PersonId, Statement['device']>;
  #decisions = 0;
  #accepted = 0;

  constructor(profile: Profile, options: ExploreOptions) {
    this.#profile = profile;
    this.#options = options;
    this.#cast = castOf(profile);
    const { board } = this.#cast;
    this.#context = { board, at: begin, article: articlesOf(profile) };
    this.#devices = new Map(board.devices.map(({ id, person }) => [person, id]));
    const used = new Set(profile.transitions.map(({ action }) => action));
    this.#actions = itemActionSchema.options.filter((action) => used.has(action));
  }

  run(): Exploration {
    this.#begin();
    for (const seed of this.#options.seeds ?? []) this.#reach(seed, -1, 0);
    let index = 0;
    const limit = this.#options.atMost ?? Number.POSITIVE_INFINITY;
    for (; index < this.#points.length && index < limit; index += 1) {
      const visit = must(this.#points[index], 'within the queue');
      if (visit.depth >= this.#limitOf(visit)) this.#unlooked.add(index);
      else this.#look(visit, index);
    }
    for (let rest = index; rest < this.#points.length; rest += 1) this.#unlooked.add(rest);
    this.#findDeadEnds();
    return {
      profile: this.#profile.id,
      points: this.#points.length,
      decisions: this.#decisions,
      accepted: this.#accepted,
      depth: this.#points.reduce((most, one) => Math.max(most, one.depth), 0),
      fixpoint: this.#unlooked.size === 0,
      violations: [...this.#violations].sort(),
      corners: this.#corners,
      powers: [...this.#powers.lines(), ...guardLines(this.#profile)],
    };
  }

  #limitOf({ point: { item } }: Visit): number {
    const { depth, asideDepth } = this.#options;
    return item.kind === kindsOf(this.#profile)[0] && item.section === 'main' ? depth : asideDepth;
  }

  /** Everything that can be taken in: each kind the rules tell apart, on the main portal and on a sub-portal. */
  #begin(): void {
    const channel = must(this.#profile.channels[0], 'a profile has channels').id;
    for (const kind of kindsOf(this.#profile)) {
      for (const section of sectionsOf(this.#profile)) {
        const move = intake(kind, section, channel);
        for (const player of this.#cast.players) this.#try(null, player, 'receive', move, -1);
      }
    }
  }

  #look({ point, depth }: Visit, index: number): void {
    const { item } = point;
    for (const wrong of wrongPoint(point)) this.#violate(item, '', wrong);
    const coarse = `${item.kind} ${item.section} ${item.state} ${item.approval !== null} ${item.publication?.publishedRevision ?? 0} ${item.verifications.map(({ statement }) => `${statement.verdict}${statement.revision}`).join()} ${item.previous?.state ?? ''}`;
    const everybody = this.#options.everybodyEverywhere || !this.#looked.has(coarse);
    if (!this.#looked.has(coarse)) this.#corners.push(point);
    this.#looked.add(coarse);
    for (const action of this.#actions) {
      const moves = movesOf(action, item, this.#profile);
      for (const player of this.#cast.players) {
        if (!everybody && (player.may !== 'act' || player.twin)) continue;
        this.#tryAll(point, player, action, moves, index, depth, everybody);
      }
    }
    this.#environment(point, index, depth);
    // Time passes: what waited long may be taken further.
    const waited = reduced(point, true, this.#cast);
    this.#reach(waited, index, depth);
  }

  /** What happens of itself: somebody edits the page on the portal's own form. */
  #environment({ item, ghost }: Point, index: number, depth: number): void {
    const { publication } = item;
    if (publication === null) return;
    const edited = { ...publication, revision: publication.revision + 1, entered: freshHash('a') };
    const waited = item.since !== begin;
    this.#reach(reduced({ item: { ...item, publication: edited }, ghost }, waited, this.#cast), index, depth + 1);
  }

  /** Under the authority the desk would use all ways; under every other one the ordinary way must be refused. */
  #tryAll(
    point: Point,
    player: Player,
    action: ItemAction,
    moves: readonly Move[],
    index: number,
    depth: number,
    everybody: boolean,
  ): void {
    const { item } = point;
    const foreseen = this.#forecast(item, player, action);
    const [usual] = moves;
    if (usual === undefined) return;
    const voided = player.may === 'void';
    if (voided && foreseen.authority !== null && player.authorities.includes(foreseen.authority)) {
      this.#violate(item, `${player.name} ${action}`, 'the desk would take a delegation that is void');
    }
    if (voided || foreseen.authority === null) {
      this.#powers.none(item, action);
      for (const authority of everybody ? player.authorities : []) {
        const result = this.#decide(item, player.person, authority, usual);
        if (result.ok)
          this.#violate(
            item,
            `${player.name} ${action}`,
            `accepted though ${voided ? 'the delegation is void' : `the desk foresaw ${foreseen.code}`}`,
          );
      }
      return;
    }
    if (player.may === 'never') this.#violate(item, `${player.name} ${action}`, 'the desk would let them');
    for (const move of moves) {
      if (!everybody && isProbe(move)) continue;
      const statement = this.#statement(item, player.person, foreseen.authority, move);
      const result = this.#judge(item, statement);
      this.#powers.note(item, action, move.label, foreseen.role, result.ok ? null : result.failure.code);
      if (!result.ok) {
        if (!aboutTheAct.has(result.failure.code)) {
          this.#violate(
            item,
            `${player.name} ${action}`,
            `refused as ${result.failure.code} though the desk foresaw nothing`,
          );
        }
        continue;
      }
      const fact: Acted = { type: 'acted', statement, signature: 'A'.repeat(86), ...result.value };
      this.#take(point, fact, index, depth + 1, `${action} ${move.label}`);
    }
  }

  #forecast(
    item: ItemState,
    player: Player,
    action: ItemAction,
  ): { authority: AuthorityId; role: string; code: null } | { authority: null; code: RefusalCode | 'no rule' } {
    const cache = this.#foreseen;
    if (cache.item !== item || cache.person !== player.person) {
      this.#foreseen = {
        item,
        person: player.person,
        all: forecast(item, player.person, { board: this.#cast.board, at: begin }),
      };
    }
    const judged = this.#foreseen.all.find((one) => one.action === action)?.judged;
    if (judged === undefined) return { authority: null, code: 'no rule' };
    if (!judged.ok) return { authority: null, code: judged.failure.code };
    const { authority, role } = judged.value;
    const by = this.#cast.board.delegations.some(({ id }) => id === authority) ? '*' : '';
    return { authority, role: `${role}${by}`, code: null };
  }
  #foreseen: { item: ItemState | null; person: PersonId | null; all: ReturnType<typeof forecast> } = {
    item: null,
    person: null,
    all: [],
  };

  #try(point: Point | null, player: Player, action: ItemAction, move: Move, index: number): void {
    for (const authority of player.authorities) {
      const statement = this.#statement(null, player.person, authority, move);
      const result = this.#judge(point?.item ?? null, statement);
      const role = this.#cast.board.grants.find(({ id }) => id === authority)?.role ?? 'delegate';
      this.#powers.noteIntake(move.label, action, role, result.ok ? null : result.failure.code);
      if (!result.ok) continue;
      if (player.may !== 'act')
        this.#violate(null, `${player.name} ${action}`, 'somebody without powers took an item in');
      this.#take(null, { type: 'acted', statement, signature: 'A'.repeat(86), ...result.value }, index, 0);
    }
  }

  #take(from: Point | null, fact: Acted, index: number, depth: number, taken = ''): void {
    this.#accepted += 1;
    const before = { item: from?.item ?? null, ghost: from?.ghost ?? { approved: [], emergency: null, done: [] } };
    for (const wrong of wrongs(this.#profile, this.#cast.board, begin, before, fact.statement, fact)) {
      this.#violate(before.item, `${fact.role} ${fact.statement.action}`, wrong);
    }
    // Where nobody remembers who did it, the same act by the same rule leads to the same point.
    const same = `${index} ${fact.transition} ${taken}`;
    if (taken !== '' && !recorded.has(fact.statement.action) && this.#taken.has(same)) return;
    if (from !== null && this.#takenAt !== index) this.#taken.clear();
    this.#takenAt = index;
    this.#taken.add(same);
    const item = must(evolveActed(before.item, fact, { seq: 1, at: begin }), 'an accepted act leaves an item');
    const waited = before.item !== null && item.state === before.item.state && before.item.since !== begin;
    const ghost = ghostAfter(before.ghost, fact.statement, fact.person);
    this.#reach(reduced({ item, ghost }, waited, this.#cast), index, depth);
  }
  readonly #taken = new Set<string>();
  #takenAt = -2;

  #reach(point: Point, from: number, depth: number): void {
    const key = keyOf(point, this.#cast);
    let index = this.#places.get(key);
    if (index === undefined) {
      index = this.#points.length;
      this.#places.set(key, index);
      this.#points.push({ point, depth });
    }
    if (from >= 0 && index !== from) pushAt(this.#next, from, index);
  }

  /** Points from which neither an end nor anything not yet looked at can be reached. */
  #findDeadEnds(): void {
    const final = new Set(this.#profile.states.flatMap(({ id, final: end }) => (end ? [id] : [])));
    const backward: number[][] = [];
    this.#next.forEach((targets, from) => {
      for (const to of targets) pushAt(backward, to, from);
    });
    const alive = new Set<number>();
    const pending: number[] = [];
    this.#points.forEach(({ point }, index) => {
      if (this.#unlooked.has(index) || final.has(point.item.state)) pending.push(index);
    });
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (alive.has(index)) continue;
      alive.add(index);
      pending.push(...(backward[index] ?? []));
    }
    this.#points.forEach(({ point }, index) => {
      if (!alive.has(index)) this.#violate(point.item, '', 'a dead end');
    });
  }

  #decide(item: ItemState, person: PersonId, authority: AuthorityId, move: Move): ReturnType<typeof decide> {
    return this.#judge(item, this.#statement(item, person, authority, move));
  }

  #judge(item: ItemState | null, statement: Statement): ReturnType<typeof decide> {
    this.#decisions += 1;
    return decide(item, statement, this.#context);
  }

  #statement(item: ItemState | null, person: PersonId, authority: AuthorityId, move: Move): Statement {
    const device = must(this.#devices.get(person), 'everybody has a device');
    return {
      format: 1,
      board: this.#cast.board.id,
      item: item?.id ?? theItem,
      version: move.version,
      action: move.details.action,
      reason: move.reason,
      authority,
      command: theCommand,
      device,
      counter: 1,
      claimedAt: begin,
      head: theHead,
      details: move.details,
    };
  }

  #violate(item: ItemState | null, who: string, what: string): void {
    const place = item === null ? 'none' : `${item.kind}@${item.section} ${item.state}`;
    this.#violations.add(`${place} ${who}: ${what}`);
  }
}

const theItem = itemIdSchema.parse('item'.padEnd(26, '0'));
const theHead = { seq: 0, hash: sha256Hash('') };
const theCommand = commandIdSchema.parse('command'.padEnd(26, '0'));

function pushAt(lists: number[][], at: number, value: number): void {
  const list = lists[at];
  if (list === undefined) lists[at] = [value];
  else list.push(value);
}
