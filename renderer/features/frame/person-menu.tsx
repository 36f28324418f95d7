import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconInfoCircle, IconKeyboard, IconLock, IconLogout, IconSettings } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { desk } from '../../desk.ts';
import { useCommands } from '../../state/keyboard.ts';
import { invalidate } from '../../state/queries.ts';
import { showScreen } from '../../state/view.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import classes from './frame.module.css';
import { showShortcuts } from './shortcut-dialog.tsx';

async function lock(): Promise<void> {
  await desk().session.lock();
  invalidate('session');
}

async function signOut(): Promise<void> {
  await desk().session.signOut();
  invalidate('session');
}

/** Who sits here, in full with the title the profile gives, and what concerns the person and this machine. */
export function PersonMenu(props: { readonly session: SessionView }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const { person, roles } = props.session;
  const titles = roles.map((role) => words.role(role)).join(', ');
  useCommands([
    { id: 'lock', group: 'groupMachine', label: t('frame:lock'), keys: ['Mod+L'], run: () => void lock() },
    {
      id: 'settings',
      group: 'groupMachine',
      label: t('frame:settings'),
      keys: ['g ,'],
      run: () => showScreen('settings'),
    },
    { id: 'about', group: 'groupMachine', label: t('frame:about'), keys: [], run: () => showScreen('about') },
    { id: 'sign-out', group: 'groupMachine', label: t('frame:signOut'), keys: [], run: () => void signOut() },
  ]);
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.person}>
          <span className={classes.personName}>{person?.name}</span>
          <span className={classes.personRole} title={titles}>
            {titles}
          </span>
          <VisuallyHidden>{t('frame:personMenu')}</VisuallyHidden>
          <IconChevronDown size={14} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {person === null || person.unit === '' ? null : <Menu.Label>{person.unit}</Menu.Label>}
        <Menu.Item leftSection={<IconSettings size={16} aria-hidden />} onClick={() => showScreen('settings')}>
          {t('frame:settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={showShortcuts}>
          {t('frame:shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconInfoCircle size={16} aria-hidden />} onClick={() => showScreen('about')}>
          {t('frame:about')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={() => void lock()}>
          {t('frame:lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('frame:signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
