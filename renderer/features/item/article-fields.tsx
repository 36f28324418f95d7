import {
  ActionIcon,
  Button,
  FileButton,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Article, DocumentFields } from '#shared/content/article.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import type { KindField } from '#shared/regulation/profile.ts';
import { formatLocalDate, formatSize } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';

interface ArticleFieldsProps {
  readonly article: Article;
  /** Fields of their own that items of this kind have. */
  readonly fields: readonly KindField[];
  readonly editable: boolean;
  readonly onChange: (article: Article) => void;
  readonly onAttach: (file: File) => void;
}

const documentFields = ['number', 'symbol', 'subject', 'issuer', 'signer'] as const;

/** Everything of an article around its body: title, summary, origin, document particulars, files. */
export function ArticleFields(props: ArticleFieldsProps): ReactNode {
  return props.editable ? <EditedFields {...props} /> : <ReadFields article={props.article} />;
}

function ReadFields({ article }: Pick<ArticleFieldsProps, 'article'>): ReactNode {
  const { t } = useWords();
  const { document } = article;
  const origin = [
    article.author === '' ? null : `${t('item:fields.author')}: ${article.author}`,
    article.source === '' ? null : `${t('item:fields.source')}: ${article.source}`,
    article.sourceDate === null ? null : formatLocalDate(article.sourceDate),
  ].filter((part) => part !== null);
  return (
    <header className="article-head" lang={article.language}>
      <Title order={1} className="article-title">
        {article.title}
      </Title>
      <Text size="sm" c="dimmed">
        {origin.join(' · ')}
      </Text>
      {article.summary !== '' && <p className="article-summary">{article.summary}</p>}
      {document !== null && (
        <dl className="decision-facts">
          {documentFields.map((field) => (
            <Fact key={field} label={t(`item:fields.${field}`)} value={document[field]} />
          ))}
          <Fact
            label={t('item:fields.issuedOn')}
            value={document.issuedOn === null ? '' : formatLocalDate(document.issuedOn)}
          />
        </dl>
      )}
      {article.fields !== undefined && (
        <dl className="decision-facts">
          {article.fields.map(({ id, label, value }) => (
            <Fact key={id} label={label} value={value} />
          ))}
        </dl>
      )}
    </header>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  if (value === '') return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

function EditedFields({ article, fields, onChange, onAttach }: ArticleFieldsProps): ReactNode {
  const { t, language } = useWords();
  const set = (change: Partial<Article>): void => onChange({ ...article, ...change });
  const { document } = article;
  const setDocument = (change: Partial<DocumentFields>): void => {
    if (document !== null) set({ document: { ...document, ...change } });
  };
  return (
    <Stack gap={8} mb={12}>
      <TextInput
        label={t('item:fields.title')}
        value={article.title}
        maxLength={500}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t('item:fields.summary')}
        autosize
        minRows={2}
        maxLength={5_000}
        value={article.summary}
        onChange={(event) => set({ summary: event.currentTarget.value })}
      />
      <SimpleGrid cols={4} spacing={8}>
        <TextInput
          label={t('item:fields.author')}
          value={article.author}
          maxLength={1_000}
          onChange={(event) => set({ author: event.currentTarget.value })}
        />
        <TextInput
          label={t('item:fields.source')}
          value={article.source}
          maxLength={1_000}
          onChange={(event) => set({ source: event.currentTarget.value })}
        />
        <DateField
          label={t('item:fields.sourceDate')}
          value={article.sourceDate}
          onChange={(sourceDate) => set({ sourceDate })}
        />
        <Select
          label={t('item:fields.language')}
          data={[
            { value: 'vi', label: t('item:fields.vi') },
            { value: 'en', label: t('item:fields.en') },
          ]}
          value={article.language}
          allowDeselect={false}
          onChange={(value) => set({ language: value === 'en' ? 'en' : 'vi' })}
        />
      </SimpleGrid>
      {document !== null && (
        <SimpleGrid cols={3} spacing={8}>
          {documentFields.map((field) => (
            <TextInput
              key={field}
              label={t(`item:fields.${field}`)}
              value={document[field]}
              onChange={(event) => setDocument({ [field]: event.currentTarget.value })}
            />
          ))}
          <DateField
            label={t('item:fields.issuedOn')}
            value={document.issuedOn}
            onChange={(issuedOn) => setDocument({ issuedOn })}
          />
        </SimpleGrid>
      )}
      {fields.length > 0 && (
        <KindFields article={article} fields={fields} onChange={(stated) => set({ fields: stated })} />
      )}
      {article.attachments.map((attachment) => (
        <Group key={attachment.sha256} gap={8}>
          <Text size="sm">
            {attachment.name} ({formatSize(attachment.size, language)})
          </Text>
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={`${t('item:edit.remove')}: ${attachment.name}`}
            onClick={() => set({ attachments: article.attachments.filter((one) => one !== attachment) })}
          >
            <IconX size={12} />
          </ActionIcon>
        </Group>
      ))}
      <FileButton onChange={(file) => file !== null && onAttach(file)}>
        {(button) => (
          <Button {...button} size="compact-sm" variant="default" w="fit-content">
            {t('item:edit.attach')}
          </Button>
        )}
      </FileButton>
    </Stack>
  );
}

interface KindFieldsProps {
  readonly article: Article;
  readonly fields: readonly KindField[];
  readonly onChange: (fields: Article['fields']) => void;
}

function KindFields({ article, fields, onChange }: KindFieldsProps): ReactNode {
  const textOf = (id: string): string => article.fields?.find((one) => one.id === id)?.value ?? '';
  const put = (id: string, value: string): void => {
    const stated = fields
      .map((field) => ({
        id: field.id,
        label: field.title[article.language],
        value: field.id === id ? value : textOf(field.id),
      }))
      .filter((one) => one.value !== '');
    onChange(stated.length === 0 ? undefined : stated);
  };
  return (
    <SimpleGrid cols={2} spacing={8}>
      {fields.map(({ id, title, required, choices }) =>
        choices === null ? (
          <Textarea
            key={id}
            label={title[article.language]}
            autosize
            maxLength={5_000}
            value={textOf(id)}
            withAsterisk={required}
            onChange={(event) => put(id, event.currentTarget.value)}
          />
        ) : (
          <Select
            key={id}
            label={title[article.language]}
            data={choices.map((choice) => choice[article.language])}
            clearable={!required}
            value={textOf(id) === '' ? null : textOf(id)}
            withAsterisk={required}
            onChange={(value) => put(id, value ?? '')}
          />
        ),
      )}
    </SimpleGrid>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly value: Article['sourceDate'];
  readonly onChange: (value: Article['sourceDate']) => void;
}

function DateField({ label, value, onChange }: DateFieldProps): ReactNode {
  return (
    <DateInput
      label={label}
      clearable
      value={value}
      onChange={(day) => {
        const parsed = localDateSchema.safeParse(day);
        onChange(parsed.success ? parsed.data : null);
      }}
    />
  );
}
