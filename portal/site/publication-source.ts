import type { Article } from '#shared/content/article.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { ItemId, SectionId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { ItemKind } from '#shared/regulation/vocabulary.ts';
import type { Section } from '#shared/workflow/board-state.ts';

/** What the site says about itself on every page; the contact lines are those the law asks for in the footer. */
export interface SiteIdentity {
  /** Name of the portal, `Cổng thông tin …`. */
  readonly name: { readonly vi: string; readonly en: string };
  /** The body the portal speaks for, shown above its name. */
  readonly owner: string;
  /** Unit that runs the portal. */
  readonly unit: string;
  /** Person answerable for the content, with title. */
  readonly responsiblePerson: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  /** Licence or deciding instrument; empty when there is none. */
  readonly licence: string;
  /** In the order of the menu. */
  readonly sections: readonly Section[];
}

/** One publication as a page shows it. `article` is what was ENTERED on the portal, not what was approved. */
export interface ShownPublication {
  readonly item: ItemId;
  readonly kind: ItemKind;
  readonly section: SectionId;
  readonly article: Article;
  /** Grows with every upload and every edit on the portal. */
  readonly revision: number;
  readonly entered: Hash;
  readonly uploadedAt: Instant;
  /** Null while only its preview address shows it. */
  readonly publishedAt: Instant | null;
  readonly views: number;
}

/** What lists need of a published publication. */
export interface PublicationSummary {
  readonly item: ItemId;
  readonly kind: ItemKind;
  readonly section: SectionId;
  readonly language: Article['language'];
  readonly title: string;
  readonly summary: string;
  /** First picture of the body. */
  readonly image: { readonly sha256: Hash; readonly alt: string } | null;
  readonly publishedAt: Instant;
  readonly views: number;
}

export interface PublicationQuery {
  readonly section?: SectionId;
  readonly kind?: ItemKind;
  /** Matched on title and summary at least, ignoring case, tone marks and đ. */
  readonly search?: string;
  /** From 1. */
  readonly page: number;
  readonly limit: number;
}

export interface PublicationPage {
  /** Newest first. */
  readonly rows: readonly PublicationSummary[];
  /** Rows of all pages together. */
  readonly total: number;
}

export interface Preview {
  readonly publication: ShownPublication;
  readonly expiresAt: Instant;
}

/** A row of the portal's own administration: everything that was uploaded and not withdrawn. */
export interface EditablePublication {
  readonly item: ItemId;
  readonly title: string;
  readonly section: SectionId;
  readonly revision: number;
  readonly uploadedAt: Instant;
  readonly publishedAt: Instant | null;
  /** Path of the preview page, `/xem-truoc/{token}`, or null when none is valid now. */
  readonly previewPath: string | null;
}

/** `unchanged`: the form held what is there already; `outdated`: somebody saved or uploaded a newer revision meanwhile. */
export type EditOutcome = 'saved' | 'unchanged' | 'outdated' | 'unknown';

export interface SiteFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Where the site takes its pages from: publications only, never items, versions or decisions. */
export interface PublicationSource {
  site(): Promise<SiteIdentity>;
  published(query: PublicationQuery): Promise<PublicationPage>;
  mostRead(limit: number): Promise<readonly PublicationSummary[]>;
  /** Published ones nearest to this item: same section first, newest first, itself left out. */
  related(item: ItemId, limit: number): Promise<readonly PublicationSummary[]>;
  /** Null when the item is unknown, not published, or withdrawn. */
  publishedItem(item: ItemId): Promise<ShownPublication | null>;
  preview(token: string): Promise<Preview | 'expired' | null>;
  /**
   * Bytes of an image or attachment; null unless the ENTERED article of a published publication names it, or, when
   * `preview` holds a token in force, that of the previewed one.
   */
  blob(sha256: Hash, access: { readonly preview: string | null }): Promise<SiteFile | null>;
  /** Adds one view of a published item, or as many as are told. */
  countView(item: ItemId, readers?: number): Promise<void>;
  /** Page views of the whole site so far. */
  visits(): Promise<number>;
  editable(): Promise<readonly EditablePublication[]>;
  forEdit(item: ItemId): Promise<ShownPublication | null>;
  /** Enters another article in place of revision `base`; appends `publicationEdited` to the chain. */
  editPublication(item: ItemId, article: Article, editor: string, base: number): Promise<EditOutcome>;
}
