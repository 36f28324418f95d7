import { Group, Loader, Select, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Article } from '#shared/content/article.ts';
import type { ItemView } from '#shared/contract/desk-views.ts';
import { type Hash, hashSchema } from '#shared/lib/hash.ts';
import { shortCode } from '../../i18n/format.ts';
import type { MessageKey } from '../../i18n/i18n.ts';
import { useDeskQuery } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { ComparisonView } from '../../ui/comparison/comparison-view.tsx';
import { useMoment } from '../../ui/use-moment.ts';

interface CompareTabProps {
  readonly view: ItemView;
  /** Text being edited, compared in place of the current version. */
  readonly edited: Article | null;
}

/** "So sánh": the version in hand against one a person would ask for by name, or any other. */
export function CompareTab({ view, edited }: CompareTabProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const moment = useMoment();
  const picks = quickPicks(view, edited !== null);
  const [chosen, setChosen] = useState<Hash | null>(null);
  const against = chosen ?? picks[0]?.hash ?? null;
  const base = useDeskQuery(against === null ? null : `article:${against}`, [], (client) => {
    if (against === null) throw new Error('no version was chosen');
    return client.items.article({ hash: against });
  });
  const named = new Map(picks.map(({ hash, name }) => [hash, t(name)]));
  const options = view.item.versions
    .filter(({ hash }) => hash !== view.item.current || edited !== null)
    .map(({ hash, by, at }) => ({
      value: hash,
      label: [named.get(hash), `${moment(at)}, ${words.person(by)}`, shortCode(hash)].filter(Boolean).join(' · '),
    }));
  const unique = [...new Map(options.map((option) => [option.value, option])).values()];
  return (
    <div className="compare-tab">
      <Group gap={8} p={8}>
        <Text size="sm">{t('comparison:pick')}</Text>
        <Select
          size="xs"
          w={460}
          aria-label={t('comparison:pick')}
          data={unique}
          value={against}
          onChange={(value) => setChosen(value === null ? null : hashSchema.parse(value))}
        />
      </Group>
      {against === null && <Text p="md">{t('comparison:identical')}</Text>}
      {base.failure !== null && <Text p="md">{t(`errors:${base.failure.code}`)}</Text>}
      {base.data === undefined
        ? base.loading && <Loader m="md" size="sm" aria-label={t('comparison:loading')} />
        : against !== null && <ComparisonView before={base.data} after={edited ?? view.article} />}
    </div>
  );
}

function quickPicks(view: ItemView, editing: boolean): readonly { readonly hash: Hash; readonly name: MessageKey }[] {
  const { item, lastRead } = view;
  const previous = item.versions.at(-2)?.hash ?? null;
  const first = item.versions[0]?.hash ?? null;
  const picks: { hash: Hash; name: MessageKey }[] = [];
  const add = (hash: Hash | null | undefined, name: MessageKey): void => {
    if (hash == null || picks.some((pick) => pick.hash === hash)) return;
    if (hash !== item.current || editing) picks.push({ hash, name });
  };
  if (editing) add(item.current, 'comparison:after');
  add(lastRead, 'comparison:picks.lastRead');
  add(item.approval?.hash, 'comparison:picks.approved');
  add(item.publication?.entered, 'comparison:picks.entered');
  add(previous, 'comparison:picks.previous');
  add(first, 'comparison:picks.first');
  return picks;
}
