import type { Article } from '../content/article.ts';
import { contentHash } from '../content/canonical.ts';
import { must } from '../lib/assert.ts';
import { type Hash, sha256Hash } from '../lib/hash.ts';
import type { AuthorityId, CommandId, ItemId, PersonId } from '../lib/ids.ts';
import { type Instant, instantFromMs, instantToMs } from '../lib/instant.ts';
import { fail, type Result } from '../lib/result.ts';
import type { Profile } from '../regulation/profile.ts';
import { itemActionSchema, type RoleId } from '../regulation/vocabulary.ts';
import { findAuthority, type Question, refuse } from './authority.ts';
import type { BoardState } from './board-state.ts';
import { type DecisionContext, decide, type Outcome } from './decide.ts';
import type { Details } from './details.ts';
import type { BoardEvent, Fact } from './event.ts';
import { evolveBoard } from './evolve-board.ts';
import { evolveItem } from './evolve-item.ts';
import type { ItemState } from './item-state.ts';
import type { Refusal } from './refusal.ts';
import { boardAt } from './standing.ts';
import type { Statement } from './statement.ts';
import { editedArticle, suppliedArticle } from './story-article.ts';
import { storyBoard, storyIds, storySubPortal } from './story-board.ts';
import { detailsOf, type StoryNames, versionOf } from './story-details.ts';
import { type DueOf, type StepOutcome, type Unmet, unmetBy } from './story-expectation.ts';
import type { Story } from './story-file.ts';
import { type Act, type Administration, type Step, withOf } from './story-step.ts';

/** What came of one step; `outcome` is null where nobody acted. */
export interface StepReport {
  readonly index: number;
  readonly step: Step;
  readonly at: Instant;
  readonly outcome: StepOutcome | null;
  readonly unmet: readonly Unmet[];
}

/** One judgement of the workflow as the play asked for it: what tests look at besides the story's own words. */
export interface Judged {
  readonly item: ItemState | null;
  readonly statement: Statement;
  readonly context: DecisionContext;
  readonly result: Result<Outcome, Refusal>;
}

export interface PlayOptions {
  readonly dueOf: DueOf;
  readonly onJudged?: (judged: Judged) => void;
  /** Stands in for the workflow's own `decide`, so that a broken one can be tried against the stories. */
  readonly decide?: typeof decide;
}

/** Plays a story in memory, through the very functions that desk and server run. */
export function playStory(story: Story, profile: Profile, options: PlayOptions): readonly StepReport[] {
  const play = new StoryPlay(story, profile, options);
  return story.steps.map((step, index) => play.take(step, index));
}

class StoryPlay implements StoryNames {
  #board: BoardState;
  #now: Instant;
  #count = 0;
  /** Set where the workflow accepts what the desk's forecast refused. */
  #unforeseen: Unmet | null = null;
  readonly #items = new Map<ItemId, ItemState>();
  readonly #articles = new Map<Hash, Article>();
  readonly #story: Story;
  readonly #options: PlayOptions;

  constructor(story: Story, profile: Profile, options: PlayOptions) {
    this.#story = story;
    this.#options = options;
    this.#board = storyBoard(story, profile);
    this.#now = story.clock;
  }

  person = (name: string): PersonId => storyIds.person(name);
  item = (name: string): ItemId => storyIds.item(name);
  proposal = (name: string): CommandId => storyIds.command(`proposal/${name}`);
  authority = (name: string): AuthorityId => {
    const [person, role] = name.split('/');
    if (role === undefined || person === undefined) return storyIds.authority(name);
    return this.#grantOf(person, role) ?? storyIds.authority(name);
  };

  take(step: Step, index: number): StepReport {
    const passed = { index, step, outcome: null, unmet: [] };
    if ('clock' in step) this.#now = step.clock;
    else if ('wait' in step) this.#now = instantFromMs(instantToMs(this.#now) + step.wait);
    else if ('administration' in step) this.#administer(step.administration);
    else if ('pageEdited' in step) return { ...passed, at: this.#now, unmet: this.#editPage(step.pageEdited) };
    else {
      const dishonest = this.#dishonest(step);
      const outcome = this.#act(step, index);
      const due = { board: boardAt(this.#board, this.#now), dueOf: this.#options.dueOf };
      const unforeseen = this.#unforeseen === null ? [] : [this.#unforeseen];
      this.#unforeseen = null;
      const unmet = [...dishonest, ...unforeseen, ...unmetBy(step, outcome, this, due)];
      return { index, step, at: this.#now, outcome, unmet };
    }
    return { ...passed, at: this.#now };
  }

  #act(step: Act, index: number): StepOutcome {
    const board = boardAt(this.#board, this.#now);
    const item = this.#items.get(this.item(step.item)) ?? null;
    const before = item === null ? null : (this.#articles.get(this.#baseOf(step, item)) ?? null);
    const brought = broughtBy(step, board.profile, item, before, this.#story.title);
    const hash = brought === null ? null : this.#remember(brought);
    let details = detailsOf(step, { names: this, board, item, now: this.#now });
    if (details.action === 'upload' && hash !== null) details = { ...details, entered: hash };
    const isItemAct = itemActionSchema.safeParse(step.does).success;
    const version = step.does !== 'upload' && hash !== null ? hash : versionOf(step, item);
    const statement = (authority: AuthorityId): Statement => ({
      format: 1,
      board: board.id,
      item: isItemAct ? this.item(step.item) : null,
      version: isItemAct ? version : null,
      action: step.does,
      reason: step.reason,
      authority,
      command:
        step.does === 'proposeProfile'
          ? this.proposal(withOf(step, step.does).id)
          : storyIds.command(`${this.#story.id}/${index}`),
      device: storyIds.device(step.by),
      counter: this.#count + 1,
      claimedAt: this.#now,
      head: { seq: 0, hash: sha256Hash('') },
      details,
    });
    const found = this.#authorityFor(step, item, details, board);
    if (!found.ok) {
      // The desk greys the button; the server, asked all the same, must refuse under every authority the person has.
      for (const { id } of [...board.grants, ...board.delegations].filter(
        (one) => holder(one) === this.person(step.by),
      )) {
        if (this.#judge(item, statement(id)).ok)
          this.#unforeseen = { what: 'forecast', expected: found.failure.code, found: 'ok' };
      }
      return { accepted: false, refusal: found.failure };
    }
    const signed = statement(found.value);
    const result = this.#judge(isItemAct ? item : null, signed);
    if (!result.ok) return { accepted: false, refusal: result.failure };
    const fact: Fact = { type: 'acted', statement: signed, signature: 'A'.repeat(86), ...result.value };
    this.#fold(signed.item, fact);
    const after = signed.item === null ? null : (this.#items.get(signed.item) ?? null);
    return { accepted: true, item: after, notified: result.value.notifies };
  }

  #judge(item: ItemState | null, statement: Statement): Result<Outcome, Refusal> {
    const context: DecisionContext = {
      board: this.#board,
      at: this.#now,
      article: (hash) => this.#articles.get(hash) ?? null,
    };
    const result = (this.#options.decide ?? decide)(item, statement, context);
    this.#options.onJudged?.({ item, statement, context, result });
    return result;
  }

  /** The authority named, or the one the desk would take; where none fits, its refusal. */
  #authorityFor(step: Act, item: ItemState | null, details: Details, board: BoardState): Result<AuthorityId, Refusal> {
    if (step.under !== undefined) {
      const grant = this.#grantOf(step.by, step.under);
      return { ok: true, value: grant ?? this.authority(step.under) };
    }
    const person = this.person(step.by);
    const action = itemActionSchema.safeParse(step.does);
    if (!action.success) return { ok: true, value: boardAuthority(board, person, step) };
    const question: Question = {
      board,
      item,
      kind: details.action === 'receive' ? details.kind : null,
      section: details.action === 'receive' ? details.section : (item?.section ?? null),
      action: action.data,
      person,
      at: this.#now,
    };
    if (action.data === 'receive' && item !== null) return refuse(question, 'item-exists');
    const judged = findAuthority(question);
    if (!judged.ok) return fail(judged.failure);
    return { ok: true, value: judged.value.authority };
  }

  #grantOf(person: string, role: string): AuthorityId | null {
    const held = this.#story.people.find(({ id }) => id === person)?.roles ?? [];
    const nth = held.findIndex((one) => one.role === role);
    return nth < 0 ? null : storyIds.grant(person, nth);
  }

  #baseOf(step: Act, item: ItemState): Hash {
    if (step.does === 'upload') return item.approval?.hash ?? item.current;
    return versionOf({ ...step, version: step.version ?? 'current' }, item) ?? item.current;
  }

  #administer(done: Administration): void {
    const fold = (fact: Fact): void => this.#fold(null, fact);
    const setEnabled = (name: string, enabled: boolean): void => {
      const person = must(
        this.#board.people.find(({ id }) => id === this.person(name)),
        'the cast is on the board',
      );
      fold({ type: 'personSet', person: { ...person, enabled } });
    };
    if ('disable' in done) setEnabled(done.disable, false);
    else if ('enable' in done) setEnabled(done.enable, true);
    else if ('subPortal' in done) fold({ type: 'subPortalSet', subPortal: storySubPortal(done.subPortal) });
    else {
      const { person, role } = done.revokeRole;
      fold({ type: 'roleRevoked', grant: this.authority(`${person}/${role}`) });
    }
  }

  #editPage({ item: name, text }: { readonly item: string; readonly text: Act['text'] }): readonly Unmet[] {
    const item = this.#items.get(this.item(name));
    const shown = item?.publication == null ? undefined : this.#articles.get(item.publication.entered);
    if (item?.publication == null || shown === undefined) return [{ what: 'page', expected: 'a page', found: 'none' }];
    const entered = this.#remember(editedArticle(this.#board.profile, item.kind, shown, text));
    this.#fold(item.id, { type: 'publicationEdited', revision: item.publication.revision + 1, entered, editor: '' });
    return [];
  }

  /** A stated verdict that no comparison could have come to. */
  #dishonest(step: Act): readonly Unmet[] {
    const item = this.#items.get(this.item(step.item));
    if (step.does !== 'verify' || item?.publication?.mode !== 'portal' || item.approval === null) return [];
    const { verdict } = withOf(step, 'verify');
    const same = item.publication.entered === item.approval.hash;
    return same === (verdict === 'match') || verdict === 'unchecked'
      ? []
      : [{ what: 'verdict', expected: same ? 'match' : 'mismatch or cosmetic', found: verdict }];
  }

  #remember(article: Article): Hash {
    const hash = contentHash(article);
    this.#articles.set(hash, article);
    return hash;
  }

  #fold(item: ItemId | null, fact: Fact): void {
    this.#count += 1;
    const event: Pick<BoardEvent, 'board' | 'seq' | 'item' | 'at' | 'fact'> = {
      board: this.#board.id,
      seq: this.#count,
      item,
      at: this.#now,
      fact,
    };
    this.#board = must(evolveBoard(this.#board, event), 'the board exists');
    if (item === null) return;
    const after = evolveItem(this.#items.get(item) ?? null, event);
    if (after !== null) this.#items.set(item, after);
  }
}

function holder(authority: BoardState['grants'][number] | BoardState['delegations'][number]): PersonId {
  return 'person' in authority ? authority.person : authority.to;
}

/** The article a step brings with it: taken in, edited, or entered on the portal otherwise than approved. */
export function broughtBy(
  step: Act,
  profile: Profile,
  item: ItemState | null,
  before: Article | null,
  title: string,
): Article | null {
  switch (step.does) {
    case 'receive': {
      const kind = withOf(step, 'receive').kind ?? must(profile.itemKinds[0], 'a profile has kinds').id;
      return suppliedArticle(profile, kind, title, step.text ?? {});
    }
    case 'edit':
    case 'correct':
    case 'requestSupplementary':
      return item === null || before === null ? null : editedArticle(profile, item.kind, before, step.text);
    case 'upload':
      if (item === null || before === null || step.text === undefined) return null;
      return editedArticle(profile, item.kind, before, step.text);
    default:
      return null;
  }
}

/** The grant a person would use for an act of the board: one whose role the profile names, else the first. */
export function boardAuthority(board: BoardState, person: PersonId, { does }: Pick<Act, 'does'>): AuthorityId {
  const own = board.grants.filter((grant) => grant.person === person && grant.revokedAt === null);
  const named = (role: RoleId): boolean =>
    does === 'delegate' || does === 'revokeDelegation'
      ? board.profile.delegations.some(({ from }) => from === role)
      : board.profile.boardRules.some(({ action, roles }) => action === does && roles.includes(role));
  return (own.find(({ role }) => named(role)) ?? own[0])?.id ?? storyIds.authority('no authority');
}
