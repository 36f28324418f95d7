import type { Article } from '#shared/content/article.ts';
import { contentHash } from '#shared/content/canonical.ts';
import { assert, must } from '#shared/lib/assert.ts';
import { type AuthorityId, type ItemId, itemIdSchema, type PersonId, type SectionId } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { Action } from '#shared/regulation/vocabulary.ts';
import type { Details } from '#shared/workflow/details.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { Head } from '#shared/workflow/statement.ts';
import { unknownSupply } from '#shared/workflow/supply.ts';
import type { EditOutcome } from '../site/publication-source.ts';
import { checkPage } from './check-page.ts';
import { changeArticle, makeArticle } from './made-article.ts';
import { freshId, type Said, type TrialDevice } from './trial-device.ts';
import type { Step, WrittenItem } from './written-item.ts';

/** Who and what a story is played with. */
export interface Stage {
  readonly device: (login: string) => TrialDevice;
  readonly person: (login: string) => PersonId;
  /** What the person acts under: their role, or a delegation that covers this action in this section. */
  readonly authority: (login: string, section: SectionId, action: Action) => AuthorityId;
  /** Where the board's chain stands now. */
  readonly head: () => Promise<Head>;
  readonly now: () => number;
  /** The portal's own administration form. */
  readonly editPublication: (item: ItemId, article: Article, editor: string, base: number) => Promise<EditOutcome>;
  readonly administrator: string;
}

interface Standing {
  readonly item: ItemState;
  readonly article: Article;
  readonly articles: readonly Article[];
}

/** One item on its way: each step is a command signed by the person it names and accepted by the server. */
export class Story {
  readonly #stage: Stage;
  readonly #written: WrittenItem;
  readonly id: ItemId = itemIdSchema.parse(freshId());

  constructor(stage: Stage, written: WrittenItem) {
    this.#stage = stage;
    this.#written = written;
  }

  async receive(): Promise<void> {
    const { kind, section, channel, sender, receivedBy } = this.#written;
    const device = this.#stage.device(receivedBy);
    const { article, blobs } = await makeArticle(this.#written.article);
    for (const { bytes } of blobs) await device.putBlob(bytes);
    const receivedAt = instantFromMs(this.#stage.now());
    await this.#act(receivedBy, {
      version: contentHash(article),
      details: { action: 'receive', kind, section, channel, sender, receivedAt, original: null, supply: unknownSupply },
      articles: [article],
    });
  }

  /** Plays one step on the item as it stands on the server. */
  async play(step: Step): Promise<void> {
    const { by } = step;
    const standing = await this.#standing();
    const { current, approval, publication, verifications } = standing.item;
    const approved = approval?.hash ?? null;
    switch (step.do) {
      case 'edit': {
        const edited = changeArticle(standing.article, step.changes);
        const details = { action: 'edit', base: current, section: null } as const;
        return this.#act(by, { version: contentHash(edited), details, articles: [edited] });
      }
      case 'route': {
        const specialist = this.#stage.person(step.to);
        return this.#act(by, { version: current, details: { action: 'route', specialist } });
      }
      case 'handBack':
      case 'submit':
      case 'approve':
      case 'approveSupplementary':
        return this.#act(by, { version: current, details: { action: step.do } });
      case 'return':
      case 'refuse':
        return this.#act(by, { version: current, details: { action: step.do, ground: null }, reason: step.reason });
      case 'comment': {
        const { anchor, pinned, text } = step;
        const details = { action: 'comment', anchor, pinned, resolves: null } as const;
        return this.#act(by, { version: current, details, reason: text });
      }
      case 'upload': {
        const entered = must(approved, 'only an approved version is uploaded');
        const details = { action: 'upload', mode: 'portal', entered, address: null } as const;
        return this.#act(by, { version: approved, details });
      }
      case 'alterOnPortal':
        return this.#alter(standing, step.changes);
      case 'verify':
        return this.#verify(by, standing);
      case 'requestReupload': {
        const verification = must(verifications.at(-1), 'a re-upload follows a comparison').command;
        return this.#act(by, {
          version: approved,
          details: { action: 'requestReupload', verification },
          reason: step.reason,
        });
      }
      case 'requestSupplementary': {
        const proposed = changeArticle(standing.article, step.changes);
        const details = { action: 'requestSupplementary' } as const;
        return this.#act(by, { version: contentHash(proposed), details, reason: step.reason, articles: [proposed] });
      }
      case 'publish': {
        const { command, statement } = must(verifications.at(-1), 'publishing follows a comparison');
        assert(statement.verdict === 'match', `the page of ${this.#written.key} equals what was approved`);
        const details = {
          action: 'publish',
          verification: command,
          cosmeticConfirmed: false,
          comparedByEye: [],
        } satisfies Details;
        return this.#act(by, { version: approved, details });
      }
      case 'report':
        assert(publication !== null, 'only what was published is reported');
        return this.#act(by, { version: approved, details: { action: 'report' } });
    }
  }

  /** Notices of the newest hand-over: its event and the roles told. */
  async notice(): Promise<ItemState['notices'][number] | null> {
    const { item } = await this.#standing();
    const last = item.notices.at(-1);
    return last !== undefined && last.event === item.seq ? last : null;
  }

  async acknowledge(login: string, event: number): Promise<void> {
    await this.#act(login, { version: null, details: { action: 'acknowledge', event } });
  }

  async #alter(
    { item, articles }: Standing,
    changes: Extract<Step, { do: 'alterOnPortal' }>['changes'],
  ): Promise<void> {
    const { entered, revision } = must(item.publication, 'only what was uploaded can be altered on the portal');
    const shown = must(
      articles.find((article) => contentHash(article) === entered),
      'what was entered is at hand',
    );
    const { editPublication, administrator } = this.#stage;
    const outcome = await editPublication(this.id, changeArticle(shown, changes), administrator, revision);
    assert(outcome === 'saved', `the form saved a change of ${this.#written.key}`);
  }

  async #verify(by: string, { item, articles }: Standing): Promise<void> {
    const device = this.#stage.device(by);
    const version = must(item.approval, 'only an approved version is compared').hash;
    const approved = must(
      articles.find((article) => contentHash(article) === version),
      'the approved version is at hand',
    );
    const { previewUrl, revision } = await device.publication(this.id);
    const url = must(previewUrl, 'an uploaded item has its preview page');
    const { comparison, evidence } = await checkPage(device, approved, url, instantFromMs(this.#stage.now()));
    const { verdict, discrepancies, unchecked } = comparison;
    const meaning = discrepancies.filter(({ severity }) => severity === 'meaning').length;
    const verification = {
      phase: 'preview',
      revision,
      verdict,
      evidence,
      meaning,
      cosmetic: discrepancies.length - meaning,
      unchecked: unchecked.map(({ part }) => part),
    } as const;
    await this.#act(by, { version, details: { action: 'verify', verification: { ...verification } } });
  }

  async #act(by: string, said: Omit<Said, 'item' | 'head' | 'authority'>): Promise<void> {
    const { device, authority, head } = this.#stage;
    const { section } = this.#written;
    const power = authority(by, section, said.details.action);
    await device(by).act({ ...said, item: this.id, authority: power, head: await head() });
  }

  /** Read through whoever took the item in: its supplier sees it all the way. */
  async #standing(): Promise<Standing> {
    const { snapshot, articles } = await this.#stage.device(this.#written.receivedBy).item(this.id);
    return { ...snapshot, articles };
  }
}
