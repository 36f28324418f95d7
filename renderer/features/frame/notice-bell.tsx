import { ActionIcon, Popover, UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { DeskNotification } from '#shared/contract/desk-views.ts';
import { desk } from '../../desk.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useNotifications } from '../../state/answers.ts';
import { useNow } from '../../state/now.ts';
import { openItem } from '../../state/view.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import classes from './notice-bell.module.css';

/** Hand-over notices of the regulation's steps, each with the time it was sent and the time it was seen. */
export function NoticeBell(): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const notices = useNotifications().data ?? [];
  const fresh = notices.filter(({ seenAt }) => seenAt === null).length;
  return (
    <Popover opened={opened} onChange={setOpened} width={400} position="bottom-end" trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('frame:bell', { count: fresh })}
          title={t('frame:bell', { count: fresh })}
          onClick={() => setOpened(!opened)}
          className={classes.bell}
        >
          <IconBell size={19} stroke={1.6} aria-hidden />
          {fresh === 0 ? null : <span className={classes.count}>{fresh > 99 ? '99+' : fresh}</span>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <div className={classes.heading}>{t('frame:bellTitle')}</div>
        {notices.length === 0 ? (
          <EmptyNote title={t('frame:bellEmpty')} />
        ) : (
          <ul className={classes.list}>
            {notices.map((notice) => (
              <li key={notice.event}>
                <NoticeRow
                  notice={notice}
                  onOpen={() => {
                    setOpened(false);
                    openItem(notice.item);
                    if (notice.seenAt === null) void desk().notifications.seen({ event: notice.event });
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function NoticeRow(props: { readonly notice: DeskNotification; readonly onOpen: () => void }): ReactNode {
  const { t, language } = useWords();
  const now = useNow(60_000);
  const { notice } = props;
  const sent = t('frame:sentAt', { time: formatMoment(notice.sentAt, language, now) });
  const seen =
    notice.seenAt === null
      ? t('frame:notSeen')
      : t('frame:seenAt', { time: formatMoment(notice.seenAt, language, now) });
  return (
    <UnstyledButton className={classes.row} data-fresh={notice.seenAt === null} onClick={props.onOpen}>
      <span className={classes.title}>{notice.title}</span>
      <span className={classes.act}>
        {notice.by} {t(`vocabulary:done.${notice.action}`)}
      </span>
      <span className={classes.times}>
        {sent} · {seen}
      </span>
    </UnstyledButton>
  );
}
