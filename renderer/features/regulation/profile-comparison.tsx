import { Badge, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { changedRules, type RuleChange } from '#shared/regulation/changed-rules.ts';
import { citationSchema, formatCitation } from '#shared/regulation/citation.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import classes from './regulation.module.css';

/** Two profiles rule by rule, only where they differ; a rule that stands on an article says so. */
export function ProfileComparison(props: { readonly before: Profile; readonly after: Profile }): ReactNode {
  const { t } = useWords();
  const changes = changedRules(props.before, props.after);
  if (changes.length === 0) return <EmptyNote title={t('regulation:same')} />;
  return (
    <>
      <p className={classes.quiet}>
        {t('regulation:changeCount', {
          count: changes.length,
          articles: changes.filter(({ hasArticle }) => hasArticle).length,
        })}
      </p>
      {changes.map((change) => (
        <Change key={change.path} change={change} />
      ))}
    </>
  );
}

function Change({ change }: { readonly change: RuleChange }): ReactNode {
  const { t, language } = useWords();
  const { path, before, after, hasArticle } = change;
  const [part = '', ...name] = path.split('/');
  return (
    <section className={classes.change}>
      <Group gap={8} mb={4}>
        <strong>
          {t(`regulation:part.${isPart(part) ? part : 'other'}`)}
          {name.length === 0 ? '' : ` · ${name.join('/')}`}
        </strong>
        <Badge variant="light" color={hasArticle ? 'amber' : 'gray'} tt="none">
          {t(hasArticle ? 'regulation:byArticle' : 'regulation:byPractice')}
        </Badge>
      </Group>
      <div className={classes.pair}>
        <pre className={classes.side} data-side={before === null ? 'none' : 'before'}>
          {before === null ? t('regulation:absent') : inWords(before, language)}
        </pre>
        <pre className={classes.side} data-side={after === null ? 'none' : 'after'}>
          {after === null ? t('regulation:absent') : inWords(after, language)}
        </pre>
      </div>
    </section>
  );
}

const parts = [
  'title',
  'issuer',
  'number',
  'signedOn',
  'wording',
  'legalBasis',
  'roles',
  'languages',
  'itemKinds',
  'categories',
  'units',
  'channels',
  'states',
  'transitions',
  'separation',
  'delegations',
  'boardRules',
  'guard',
  'seals',
  'typography',
  'subPortals',
  'deadlines',
  'updateDuties',
  'escalations',
  'refusalGrounds',
  'returnGrounds',
  'duties',
] as const;

function isPart(part: string): part is (typeof parts)[number] {
  return parts.some((one) => one === part);
}

/** A rule as indented lines of name and value; citations in full words, names of two languages in the one asked for. */
function inWords(rule: unknown, language: 'vi' | 'en', depth = 0): string {
  const indent = '  '.repeat(depth);
  const citation = citationSchema.safeParse(rule);
  if (citation.success) return formatCitation(citation.data, language);
  if (Array.isArray(rule)) {
    return rule.map((one) => `\n${indent}– ${inWords(one, language, depth + 1)}`).join('');
  }
  if (typeof rule !== 'object' || rule === null) return String(rule ?? '–');
  const translated: unknown = Reflect.get(rule, language);
  if (typeof translated === 'string') return translated;
  return Object.entries(rule)
    .map(([key, value]) => `\n${indent}${key}: ${inWords(value, language, depth + 1)}`)
    .join('')
    .trimStart();
}
