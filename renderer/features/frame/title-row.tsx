import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { useCommands } from '../../state/keyboard.ts';
import { setFilter, useView } from '../../state/view.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { ConnectionSentence } from './connection-sentence.tsx';
import classes from './frame.module.css';
import { NoticeBell } from './notice-bell.tsx';
import { PersonMenu } from './person-menu.tsx';

const typingPauseMs = 120;

/** Product and board, search, connection, bell and person. */
export function TitleRow(props: { readonly session: SessionView }): ReactNode {
  const words = useBoardWords();
  const portal = words.board?.profile.wording.portal[words.language] ?? '';
  return (
    <section className={classes.titleRow} aria-label={words.t('common:product')}>
      <div className={classes.names}>
        <span className={classes.product}>{words.t('common:product')}</span>
        {portal === '' ? null : (
          <span className={classes.portal} title={portal}>
            {portal}
          </span>
        )}
        {props.session.trial ? (
          <span className={classes.trial} title={words.t('frame:trialHint')}>
            {words.t('frame:trial')}
          </span>
        ) : null}
      </div>
      <SearchField />
      <div className={classes.standing}>
        <ConnectionSentence />
        <NoticeBell />
        <PersonMenu session={props.session} />
      </div>
    </section>
  );
}

function SearchField(): ReactNode {
  const { t } = useBoardWords();
  const queue = useView((view) => view.queue);
  const held = useView((view) => (queue === null ? '' : (view.filters[queue]?.text ?? '')));
  const [text, setText] = useState(held);
  const field = useRef<HTMLInputElement>(null);
  // Another queue, or a cleared filter, brings its own words.
  useEffect(() => setText(held), [held]);
  useEffect(() => {
    if (queue === null || text === held) return;
    const timer = window.setTimeout(() => setFilter(queue, { text }), typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [text, held, queue]);
  useCommands([
    {
      id: 'search',
      group: 'groupMove',
      label: t('frame:keySearch'),
      keys: ['/'],
      run: () => {
        useView.setState({ screen: 'queue' });
        field.current?.focus();
        field.current?.select();
      },
    },
  ]);
  return (
    <TextInput
      ref={field}
      className={classes.search}
      size="sm"
      type="search"
      aria-label={t('frame:searchLabel')}
      placeholder={t('frame:search')}
      maxLength={300}
      leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <CloseButton
            size="sm"
            aria-label={t('queues:clearFilters')}
            onClick={() => {
              setText('');
              if (queue !== null) setFilter(queue, { text: '' });
            }}
          />
        )
      }
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') {
          event.preventDefault();
          if (event.key === 'Escape') setText('');
          document.getElementById('queue-rows')?.focus();
        }
      }}
    />
  );
}
