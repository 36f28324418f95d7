import type { ReactNode } from 'react';
import type { Profile } from '#shared/regulation/profile.ts';
import { profileEffects, type StateEffect, type StatePower } from '#shared/regulation/profile-effect.ts';
import { useDeskQuery } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './regulation.module.css';

/** What other rules would mean for the items under way: step by step, with how many stand there now. */
export function EffectList(props: { readonly before: Profile; readonly after: Profile }): ReactNode {
  const { t } = useBoardWords();
  const effects = profileEffects(props.before, props.after);
  if (effects.length === 0) return <p className={classes.quiet}>{t('regulation:noEffect')}</p>;
  return (
    <>
      {effects.map((effect) => (
        <Effect key={effect.state} effect={effect} />
      ))}
    </>
  );
}

function Effect({ effect }: { readonly effect: StateEffect }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const { state, gone, lost, gained } = effect;
  const found = useDeskQuery(`standing:${state}`, ['queues'], (client) =>
    client.queues.rows({ queue: 'all', section: null, state, text: '', sort: 'newest', offset: 0, limit: 5 }),
  );
  const said = (powers: readonly StatePower[]): string =>
    powers.map(({ action, role }) => `${t(`vocabulary:action.${action}`)} (${words.role(role)})`).join('; ');
  return (
    <section className={classes.change}>
      <strong>{t('regulation:standing', { state: words.state(state), count: found.data?.total ?? 0 })}</strong>
      {gone ? <Notice tone="harm">{t('regulation:stateGone')}</Notice> : null}
      <ul className={classes.list}>
        {lost.length === 0 ? null : <li>{t('regulation:lost', { powers: said(lost) })}</li>}
        {gained.length === 0 ? null : <li>{t('regulation:gained', { powers: said(gained) })}</li>}
        {(found.data?.rows ?? []).map(({ id, title }) => (
          <li key={id} className={classes.quiet}>
            {title}
          </li>
        ))}
      </ul>
    </section>
  );
}
