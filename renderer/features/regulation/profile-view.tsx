import { Table } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Profile } from '#shared/regulation/profile.ts';
import type { StateId } from '#shared/regulation/vocabulary.ts';
import { formatLocalDate } from '../../i18n/format.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { FlowPicture } from './flow-picture.tsx';
import classes from './regulation.module.css';
import { RuleTable } from './rule-table.tsx';

/** A profile as people read it: who may what, the flow, deadlines, duties and grounds, each with its article. */
export function ProfileView({ profile }: { readonly profile: Profile }): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const [chosen, setChosen] = useState<StateId | null>(null);
  const date = (value: Profile['validFrom']): string =>
    value === null ? t('regulation:unknownDate') : formatLocalDate(value);
  return (
    <>
      <dl className={classes.facts}>
        <dt>{t('regulation:number')}</dt>
        <dd>{profile.number ?? t('regulation:noNumber')}</dd>
        <dt>{t('regulation:issuer')}</dt>
        <dd>{profile.issuer}</dd>
        <dt>{t('regulation:signedOn')}</dt>
        <dd>{date(profile.signedOn)}</dd>
        <dt>{t('regulation:valid')}</dt>
        <dd>
          {t('regulation:validSpan', { from: date(profile.validFrom) })}
          {profile.validTo === null ? '' : ` – ${date(profile.validTo)}`}
        </dd>
        <dt>{t('regulation:version')}</dt>
        <dd>
          {profile.version} · {t(`regulation:status.${profile.status}`)}
        </dd>
        <dt>{t('regulation:portal')}</dt>
        <dd>
          {profile.wording.portal[language]} ({profile.wording.portalAddress})
        </dd>
      </dl>
      <Part title={t('regulation:roles')}>
        <Table className={classes.table} verticalSpacing={6} horizontalSpacing={10}>
          <Table.Thead>
            <Table.Tr>
              {(['role', 'holder', 'may', 'article'] as const).map((column) => (
                <Table.Th key={column}>{t(`regulation:column.${column}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {profile.roles.map((role) => (
              <Table.Tr key={role.id}>
                <Table.Td>{role.title[language]}</Table.Td>
                <Table.Td>{role.who ?? t('regulation:notNamed')}</Table.Td>
                <Table.Td>
                  {powersOf(profile, role.id)
                    .map((action) => t(`vocabulary:action.${action}`))
                    .join('; ')}
                </Table.Td>
                <Table.Td>{words.article(role.citation)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Part>
      <Part title={t('regulation:flow')}>
        <FlowPicture profile={profile} chosen={chosen} onChoose={setChosen} />
        <p className={classes.quiet}>{t(chosen === null ? 'regulation:flowHint' : 'regulation:flowChosen')}</p>
        <RuleTable profile={profile} chosen={chosen} />
      </Part>
      <Listed
        title={t('regulation:separation')}
        empty={t('regulation:separationNone')}
        rows={profile.separation.map(({ duties, citation }) => [
          duties.map((duty) => t(`vocabulary:action.${duty}`)).join(' ≠ '),
          words.article(citation),
        ])}
      />
      <Listed
        title={t('regulation:delegations')}
        empty={t('regulation:none')}
        rows={profile.delegations.map((rule) => [
          [
            t('regulation:delegates', {
              from: words.role(rule.from),
              to: rule.to.map((role) => words.role(role)).join('; '),
              actions: rule.actions.map((action) => t(`vocabulary:action.${action}`)).join('; '),
            }),
            rule.perSection ? t('regulation:perSection') : '',
            rule.onlyInAbsence ? t('regulation:onlyInAbsence') : '',
            rule.signature === null ? '' : t('regulation:signature', { sign: rule.signature }),
          ]
            .filter(Boolean)
            .join(' '),
          words.article(rule.citation),
        ])}
      />
      <Listed
        title={t('regulation:guard')}
        empty={t('regulation:none')}
        rows={profile.guard.map((rule) => [
          [
            t(`refusals:check.${rule.check}`),
            rule.kinds === null ? '' : `(${rule.kinds.map((kind) => words.kind(kind)).join('; ')})`,
            rule.channels === null ? '' : `(${rule.channels.map((channel) => words.channel(channel)).join('; ')})`,
          ]
            .filter(Boolean)
            .join(' '),
          words.article(rule.citation),
        ])}
      />
      <Listed
        title={t('regulation:deadlines')}
        empty={t('regulation:deadlinesNone')}
        rows={[
          ...profile.deadlines.map((rule) => [rule.wording, words.article(rule.citation)] as const),
          ...profile.updateDuties.map((duty) => [duty.wording, words.article(duty.citation)] as const),
        ]}
      />
      <Listed
        title={t('regulation:grounds')}
        empty={t('regulation:groundsNone')}
        rows={profile.refusalGrounds.map(({ text, citation }) => [text, words.article(citation)])}
      />
      <Listed
        title={t('regulation:duties')}
        empty={t('regulation:none')}
        rows={profile.duties.map(({ role, text, citation }) => [
          role === null ? text : `${words.role(role)}: ${text}`,
          words.article(citation),
        ])}
      />
      <Listed
        title={t('regulation:legalBasis')}
        empty={t('regulation:none')}
        rows={profile.legalBasis.map(({ name, status, replacedBy }) => [
          name,
          [t(`regulation:law.${status}`), replacedBy === null ? '' : t('regulation:replacedBy', { name: replacedBy })]
            .filter(Boolean)
            .join('; '),
        ])}
      />
      <Listed
        title={t('regulation:notes')}
        empty={t('regulation:none')}
        rows={profile.sourceNotes.map((note) => [note, ''])}
      />
    </>
  );
}

function powersOf(
  profile: Profile,
  role: Profile['roles'][number]['id'],
): readonly Profile['transitions'][number]['action'][] {
  const own = profile.transitions.filter(
    (rule) =>
      rule.enabled &&
      rule.action !== 'comment' &&
      rule.action !== 'acknowledge' &&
      rule.roles.some((acting) => acting.role === role && acting.by === 'role'),
  );
  return [...new Set(own.map(({ action }) => action))];
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className={classes.part}>
      <h2 className={classes.heading}>{title}</h2>
      {children}
    </section>
  );
}

function Listed(props: {
  readonly title: string;
  readonly empty: string;
  readonly rows: readonly (readonly [string, string] | readonly string[])[];
}): ReactNode {
  return (
    <Part title={props.title}>
      {props.rows.length === 0 ? (
        <p className={classes.quiet}>{props.empty}</p>
      ) : (
        <Table className={classes.table} verticalSpacing={6} horizontalSpacing={10}>
          <Table.Tbody>
            {props.rows.map(([text, place]) => (
              <Table.Tr key={`${place} ${text}`}>
                <Table.Td>{text}</Table.Td>
                <Table.Td w={260}>{place}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Part>
  );
}
