import { Button, FileButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { ScreenPage } from '../../ui/screen-page.tsx';
import classes from './intake.module.css';
import { ReceiveForm } from './receive-form.tsx';
import { TransferList } from './transfer-list.tsx';
import { takeFiles, useTransfers } from './transfers.ts';

const wordDocument = '.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Files brought to the desk: what each became, what was wrong with it, and receiving it. */
export function IntakeScreen(props: { readonly session: SessionView }): ReactNode {
  const words = useBoardWords();
  const { t, board } = words;
  const { transfers, shown } = useTransfers();
  const current = transfers.find(({ key }) => key === shown);
  const receivers = board?.profile.transitions
    .filter(({ action }) => action === 'receive')
    .flatMap(({ roles }) => roles.map(({ role }) => role));
  const mayReceive = receivers?.some((role) => props.session.roles.includes(role)) ?? true;
  return (
    <ScreenPage title={t('intake:title')} intro={t('intake:intro')}>
      {mayReceive ? (
        <DropPlace />
      ) : (
        <Notice>
          {t('intake:notYours', {
            who: [...new Set(receivers)].map((role) => words.role(role)).join(t('refusals:whoSeparator')),
          })}
        </Notice>
      )}
      {transfers.length === 0 ? null : (
        <div className={classes.columns}>
          <TransferList transfers={transfers} shown={shown} />
          {current?.content === null || current === undefined ? null : (
            <ReceiveForm key={current.key} transfer={current} content={current.content} />
          )}
        </div>
      )}
    </ScreenPage>
  );
}

function DropPlace(): ReactNode {
  const { t } = useBoardWords();
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button inside does the same by keyboard.
    <div
      className={classes.drop}
      data-over={over}
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setOver(true);
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDragLeave={() => {
        depth.current -= 1;
        if (depth.current <= 0) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        void takeFiles([...event.dataTransfer.files]);
      }}
    >
      <IconFileImport size={26} stroke={1.4} aria-hidden />
      <span>{t('intake:drop')}</span>
      <span className={classes.quiet}>{t('intake:dropOr')}</span>
      <FileButton multiple accept={wordDocument} onChange={(files) => void takeFiles(files)}>
        {(button) => (
          <Button {...button} variant="default" size="sm">
            {t('intake:pick')}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
