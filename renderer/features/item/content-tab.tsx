import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Article } from '#shared/content/article.ts';
import { syllables } from '#shared/content/fold.ts';
import { articleToPlainText } from '#shared/content/html-out.ts';
import type { ItemView } from '#shared/contract/desk-views.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useBoard } from '../../state/answers.ts';
import { BodyEditor } from '../../ui/editor/body-editor.tsx';
import { useMoment } from '../../ui/use-moment.ts';
import { ArticleFields } from './article-fields.tsx';
import { pickFile, pickImage } from './pick-blob.ts';
import type { EditingControl } from './use-editing.ts';

interface ContentTabProps {
  readonly view: ItemView;
  readonly control: EditingControl;
  /** Whether this step lets the person edit, or start a supplementary text. */
  readonly mayEdit: 'edit' | 'requestSupplementary' | 'correct' | null;
  /** Sending needs a reason: a supplementary text is a request. */
  readonly reasonAsked: boolean;
  readonly onSave: (article: Article, reason: string | null) => void;
}

const wordsPerMinute = 220;

/** "Nội dung": reads as the portal's page will, and is edited in place where the step allows. */
export function ContentTab({ view, control, mayEdit, reasonAsked, onSave }: ContentTabProps): ReactNode {
  const kind = useBoard().data?.profile.itemKinds.find(({ id }) => id === view.item.kind);
  const { editing } = control;
  const article = editing?.article ?? view.article;
  const behind = editing !== null && editing.base !== view.item.current;
  return (
    <div className="content-tab">
      {editing === null ? (
        <ReadBar view={view} control={control} mayEdit={mayEdit} />
      ) : (
        <EditBar control={control} reasonAsked={reasonAsked} behind={behind} onSave={onSave} />
      )}
      <div className="article-page">
        <ArticleFields
          article={article}
          fields={kind?.fields ?? []}
          editable={editing !== null}
          onChange={control.change}
          onAttach={async (file) => {
            const attachment = await pickFile(file);
            if (editing !== null && attachment !== null) {
              control.change({ ...editing.article, attachments: [...editing.article.attachments, attachment] });
            }
          }}
        />
        <BodyEditor
          body={article.body}
          editable={editing !== null}
          language={article.language}
          onChange={(body) => editing !== null && control.change({ ...editing.article, body })}
          onPickImage={pickImage}
        />
      </div>
    </div>
  );
}

function ReadBar({ view, control, mayEdit }: Pick<ContentTabProps, 'view' | 'control' | 'mayEdit'>): ReactNode {
  const { t } = useWords();
  const moment = useMoment();
  const count = syllables(articleToPlainText(view.article)).length;
  const images = countImages(view.article.body.content);
  return (
    <>
      {mayEdit !== null &&
        view.drafts.map((draft) => (
          <Alert key={draft.id} variant="light" color={draft.kind === 'rejected' ? 'red' : 'accent'} p={8} mb={8}>
            <Group gap={12}>
              <Text size="sm">
                {t(draft.kind === 'rejected' ? 'item:edit.rejectedFound' : 'item:edit.draftFound', {
                  at: moment(draft.savedAt),
                })}
              </Text>
              <Button size="compact-sm" variant="default" onClick={() => control.resume(draft.id, draft.base)}>
                {t('item:edit.resume')}
              </Button>
            </Group>
          </Alert>
        ))}
      <Group justify="space-between" mb={8}>
        <Text size="xs" c="dimmed">
          {[
            t('item:words', { count }),
            t('item:reading', { count: Math.max(1, Math.round(count / wordsPerMinute)) }),
            t('item:images', { count: images }),
            t('item:files', { count: view.article.attachments.length }),
          ].join(' · ')}
        </Text>
        {mayEdit !== null && (
          <Button size="compact-sm" variant="default" onClick={control.start}>
            {t(`item:edit.start_${mayEdit}`)}
          </Button>
        )}
      </Group>
    </>
  );
}

interface EditBarProps {
  readonly control: EditingControl;
  readonly reasonAsked: boolean;
  /** A newer version has arrived while this text was being edited. */
  readonly behind: boolean;
  readonly onSave: (article: Article, reason: string | null) => void;
}

function EditBar({ control, reasonAsked, behind, onSave }: EditBarProps): ReactNode {
  const { t } = useWords();
  const moment = useMoment();
  const [reason, setReason] = useState('');
  const { editing } = control;
  if (editing === null) return null;
  const state =
    editing.failure !== null
      ? t(`errors:${editing.failure.code}`)
      : editing.savedAt !== null
        ? t('item:edit.autosaved', { at: moment(editing.savedAt) })
        : t(editing.dirty ? 'item:edit.unsaved' : 'item:edit.nothing');
  return (
    <>
      {behind && (
        <Alert variant="light" color="amber" p={8} mb={8} title={t('item:conflict.title')}>
          <Group gap={12}>
            <Text size="sm">{t('item:conflict.text')}</Text>
            <Button size="compact-sm" variant="default" onClick={control.merge}>
              {t('item:edit.merge')}
            </Button>
          </Group>
        </Alert>
      )}
      {editing.conflicts !== null && (
        <Alert variant="light" color={editing.conflicts === 0 ? 'accent' : 'amber'} p={8} mb={8}>
          {editing.conflicts === 0 ? t('item:edit.merged') : t('item:edit.conflicts', { count: editing.conflicts })}
        </Alert>
      )}
      <Group justify="space-between" mb={8}>
        <Text size="xs" c={editing.failure === null ? 'dimmed' : 'red'} aria-live="polite">
          {state}
        </Text>
        <Group gap={8}>
          {reasonAsked && (
            <TextInput
              size="xs"
              w={320}
              aria-label={t('item:dialog.reason')}
              placeholder={t('item:dialog.reason')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={control.discard}>
            {t('item:edit.discard')}
          </Button>
          <Button
            size="compact-sm"
            disabled={!editing.dirty || behind || (reasonAsked && reason.trim() === '')}
            onClick={() => onSave(editing.article, reasonAsked ? reason.trim() : null)}
          >
            {t(reasonAsked ? 'item:edit.supplementarySend' : 'item:edit.save')}
          </Button>
        </Group>
      </Group>
    </>
  );
}

function countImages(blocks: Article['body']['content']): number {
  return JSON.stringify(blocks).split('"type":"image"').length - 1;
}
