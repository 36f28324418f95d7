import { Tabs } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ScreenPage } from '../../ui/screen-page.tsx';
import { CalendarEditor } from './calendar-editor.tsx';
import { DeadlineListView } from './deadline-list.tsx';
import { DeadlineMonthView } from './deadline-month.tsx';
import classes from './deadlines.module.css';
import { DutiesView } from './duties-view.tsx';
import { StatisticsView } from './statistics-view.tsx';

const tabs = ['list', 'month', 'duties', 'statistics', 'calendar'] as const;
type TabName = (typeof tabs)[number];

/** Thời hạn: what is due and when, how duties and deadlines were kept, and the calendar all of it is counted in. */
export function DeadlinesScreen(props: { readonly session: SessionView }): ReactNode {
  const { t } = useWords();
  const [tab, setTab] = useState<TabName>('list');
  return (
    <ScreenPage title={t('deadlines:title')} intro={t('deadlines:intro')}>
      <Tabs
        value={tab}
        onChange={(value) => setTab(tabs.find((one) => one === value) ?? 'list')}
        keepMounted={false}
        className={classes.tabs}
      >
        <Tabs.List>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`deadlines:tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="list" className={classes.panel}>
          <DeadlineListView />
        </Tabs.Panel>
        <Tabs.Panel value="month" className={classes.panel}>
          <DeadlineMonthView />
        </Tabs.Panel>
        <Tabs.Panel value="duties" className={classes.panel}>
          <DutiesView />
        </Tabs.Panel>
        <Tabs.Panel value="statistics" className={classes.panel}>
          <StatisticsView />
        </Tabs.Panel>
        <Tabs.Panel value="calendar" className={classes.panel}>
          <CalendarEditor session={props.session} />
        </Tabs.Panel>
      </Tabs>
    </ScreenPage>
  );
}
