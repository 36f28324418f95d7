import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { EmptyNote } from './empty-note.tsx';

interface BrokenPartProps {
  readonly children: ReactNode;
}

/** Keeps a failure of one part of the screen from taking the rest with it; the part can be drawn again. */
export class BrokenPart extends Component<BrokenPartProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <Broken onRetry={() => this.setState({ broken: false })} />;
  }
}

function Broken(props: { readonly onRetry: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <EmptyNote icon={<IconAlertTriangle size={28} stroke={1.4} />} title={t('common:broken')}>
      <p>{t('common:brokenHint')}</p>
      <Button variant="default" size="sm" onClick={props.onRetry}>
        {t('common:redraw')}
      </Button>
    </EmptyNote>
  );
}
