import { useDebouncedCallback } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import type { Article } from '#shared/content/article.ts';
import { mergeArticles } from '#shared/content/merge.ts';
import type { ItemView } from '#shared/contract/desk-views.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';

/** Text being edited on this machine: where it began, how it stands, and when it was last kept. */
export interface Editing {
  readonly base: Hash;
  readonly article: Article;
  readonly draft: string | null;
  readonly savedAt: string | null;
  readonly dirty: boolean;
  readonly failure: DeskFailure | null;
  /** Places both sides changed, after a merge; null before any. */
  readonly conflicts: number | null;
}

export interface EditingControl {
  readonly editing: Editing | null;
  start(): void;
  change(article: Article): void;
  /** Opens a draft kept on this machine. */
  resume(draft: string, base: Hash): Promise<void>;
  /** Puts the edited text onto the item's present version, part by part. */
  merge(): Promise<void>;
  discard(): Promise<void>;
  /** Keeps what is not yet kept and leaves editing, once the text has become a version. */
  finish(): Promise<void>;
}

const autosaveMs = 800;

/** Editing in place with autosave on this machine; nothing typed is lost by closing, crashing or a newer version arriving. */
export function useEditing(view: ItemView): EditingControl {
  const [editing, setEditing] = useState<Editing | null>(null);
  const item = view.item.id;

  const keep = useDebouncedCallback(
    async (base: Hash, article: Article) => {
      try {
        const draft = await desk().items.saveDraft({ item, base, article });
        setEditing((now) => now && { ...now, draft: draft.id, savedAt: draft.savedAt, failure: null });
      } catch (thrown) {
        setEditing((now) => now && { ...now, failure: failureOf(thrown) });
      }
    },
    { delay: autosaveMs, flushOnUnmount: true },
  );

  const begin = useCallback((base: Hash, article: Article, over: Partial<Editing> = {}) => {
    setEditing({ base, article, draft: null, savedAt: null, dirty: false, failure: null, conflicts: null, ...over });
  }, []);

  const change = (article: Article): void => {
    if (editing === null) return;
    setEditing({ ...editing, article, dirty: true });
    keep(editing.base, article);
  };

  return {
    editing,
    start: () => begin(view.item.current, view.article),
    change,
    resume: async (draft, base) => {
      const article = await desk().items.readDraft({ draft });
      begin(base, article, { draft, dirty: true });
    },
    merge: async () => {
      if (editing === null) return;
      const base = await desk().items.article({ hash: editing.base });
      const { draft: article, conflicts } = mergeArticles(base, editing.article, view.article);
      setEditing({ ...editing, base: view.item.current, article, dirty: true, conflicts: conflicts.length });
      keep(view.item.current, article);
    },
    discard: async () => {
      keep.cancel();
      const draft = editing?.draft ?? null;
      setEditing(null);
      if (draft !== null) await desk().items.discardDraft({ draft });
    },
    finish: async () => {
      keep.cancel();
      const draft = editing?.draft ?? null;
      setEditing(null);
      if (draft !== null) await desk().items.discardDraft({ draft });
    },
  };
}
