import { ActionIcon, Checkbox, Chip, Group, Text, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Article } from '#shared/content/article.ts';
import { type DiffPart, diffArticles } from '#shared/content/diff.ts';
import './comparison.css';
import { useWords } from '../../i18n/use-words.ts';
import { type ColumnName, ComparisonRow } from './comparison-rows.tsx';

const allColumns: readonly ColumnName[] = ['before', 'difference', 'after'];

interface ComparisonViewProps {
  readonly before: Article;
  readonly after: Article;
}

/** Two versions side by side in three hideable columns, with a map of the changes and a walk from one to the next. */
export function ComparisonView({ before, after }: ComparisonViewProps): ReactNode {
  const { t } = useWords();
  const diff = useMemo(() => diffArticles(before, after), [before, after]);
  const [columns, setColumns] = useState<readonly ColumnName[]>(allColumns);
  const [onlyChanged, setOnlyChanged] = useState(true);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const changes = useMemo(() => diff.parts.flatMap((part, index) => (part.kind === 'same' ? [] : [index])), [diff]);

  const goTo = (order: number): void => {
    setAt(order);
    // After React has drawn the new mark.
    requestAnimationFrame(() =>
      list.current?.querySelector('[data-current="true"]')?.scrollIntoView({ block: 'center' }),
    );
  };
  const walk = (step: number): void => {
    if (changes.length > 0) goTo((at + step + changes.length) % changes.length);
  };
  useHotkeys([
    ['n', () => walk(1)],
    ['p', () => walk(-1)],
  ]);

  if (diff.identical) return <Text p="md">{t('comparison:identical')}</Text>;
  return (
    <section className="comparison" aria-label={t('comparison:label')}>
      <Group gap={12} className="comparison-bar">
        <Chip.Group
          multiple
          value={[...columns]}
          onChange={(chosen) => setColumns(allColumns.filter((one) => chosen.includes(one)))}
        >
          <Group gap={4} role="group" aria-label={t('comparison:columns')}>
            {allColumns.map((column) => (
              <Chip key={column} value={column} size="xs">
                {t(`comparison:${column}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Checkbox
          size="xs"
          label={t('comparison:onlyChanged')}
          checked={onlyChanged}
          onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
        />
        <Group gap={4}>
          <Tooltip label={t('comparison:previous')}>
            <ActionIcon variant="subtle" aria-label={t('comparison:previous')} onClick={() => walk(-1)}>
              <IconArrowUp size={16} />
            </ActionIcon>
          </Tooltip>
          <Text size="xs" aria-live="polite">
            {t('comparison:position', { index: Math.min(at + 1, changes.length), total: changes.length })}
          </Text>
          <Tooltip label={t('comparison:next')}>
            <ActionIcon variant="subtle" aria-label={t('comparison:next')} onClick={() => walk(1)}>
              <IconArrowDown size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <div className="comparison-body">
        <ul
          ref={list}
          className="comparison-rows"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
          tabIndex={0}
          aria-label={t('comparison:label')}
          data-columns={columns.length}
        >
          {shown(diff.parts, onlyChanged).map((entry) =>
            typeof entry === 'object' && 'skipped' in entry ? (
              <Text key={`skipped-${entry.at}`} component="li" size="xs" c="dimmed" className="comparison-skipped">
                {t('comparison:skipped', { count: entry.skipped })}
              </Text>
            ) : (
              <ComparisonRow
                key={entry.index}
                part={entry.part}
                columns={columns}
                current={entry.index === changes[at]}
              />
            ),
          )}
        </ul>
        <nav className="comparison-map" aria-hidden="true">
          {changes.map((index, order) => (
            <button
              key={index}
              type="button"
              tabIndex={-1}
              className={`comparison-${diff.parts[index]?.kind ?? 'changed'}`}
              ref={(mark) => mark?.style.setProperty('top', `${(100 * index) / diff.parts.length}%`)}
              onClick={() => goTo(order)}
            />
          ))}
        </nav>
      </div>
      <Text size="xs" c="dimmed" p={8}>
        {t('comparison:notCompared', {
          parts: diff.notCompared.map((part) => t(`comparison:uncompared.${part}`)).join('; '),
        })}
      </Text>
    </section>
  );
}

type Shown = { readonly part: DiffPart; readonly index: number } | { readonly skipped: number; readonly at: number };

/** Every part, or the changed ones with one part of context around each and a count of what lies between. */
function shown(parts: readonly DiffPart[], onlyChanged: boolean): readonly Shown[] {
  const changed = (index: number): boolean => parts[index] !== undefined && parts[index].kind !== 'same';
  const rows: Shown[] = [];
  let skipped = 0;
  parts.forEach((part, index) => {
    if (onlyChanged && ![index - 1, index, index + 1].some(changed)) {
      skipped += 1;
      return;
    }
    if (skipped > 0) rows.push({ skipped, at: index });
    skipped = 0;
    rows.push({ part, index });
  });
  if (skipped > 0) rows.push({ skipped, at: parts.length });
  return rows;
}
