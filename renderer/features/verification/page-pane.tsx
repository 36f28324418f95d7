import { SegmentedControl, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { VerificationView } from '#shared/contract/desk-views.ts';
import { useWords } from '../../i18n/use-words.ts';
import { blobAddress } from '../../ui/blob-address.ts';

interface PagePaneProps {
  readonly view: VerificationView;
  readonly current: string | null;
  readonly onPick: (id: string) => void;
}

const looks = ['text', 'screenshot', 'page'] as const;
type Look = (typeof looks)[number];

/** The page as it was seen: its text with the differences marked, the screenshot, or the page itself in an isolated frame. */
export function PagePane({ view, current, onPick }: PagePaneProps): ReactNode {
  const { t } = useWords();
  const [look, setLook] = useState<Look>('text');
  const available = looks.filter((one) => one !== 'screenshot' || view.screenshot !== null);
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        value={look}
        onChange={(value) => setLook(looks.find((one) => one === value) ?? 'text')}
        data={available.map((value) => ({ value, label: t(`published:show.${value}`) }))}
      />
      {look === 'text' && <PageText view={view} current={current} onPick={onPick} />}
      {look === 'screenshot' && view.screenshot !== null && (
        <img className="seen-screenshot" src={blobAddress(view.screenshot)} alt={t('published:show.screenshot')} />
      )}
      {look === 'page' && (
        <iframe
          className="seen-frame"
          title={t('published:show.page')}
          sandbox=""
          referrerPolicy="no-referrer"
          src={`viewer://document/${view.viewer}`}
        />
      )}
    </>
  );
}

function PageText({ view, current, onPick }: PagePaneProps): ReactNode {
  const { t } = useWords();
  if (view.pageText.length === 0) return <Text p={8}>{t('published:absent')}</Text>;
  return view.pageText.map(({ text, range }) => {
    const own = view.comparison.discrepancies.filter(
      ({ publishedRange }) => publishedRange !== null && publishedRange[0] < range[1] && publishedRange[1] >= range[0],
    );
    const marked = own[0];
    return (
      <button
        key={`${range[0]}-${range[1]}`}
        type="button"
        className="seen-block seen-page"
        tabIndex={marked === undefined ? -1 : 0}
        data-difference={marked?.id}
        data-severity={marked?.severity}
        data-current={own.some(({ id }) => id === current)}
        onClick={() => marked !== undefined && onPick(marked.id)}
      >
        {text}
      </button>
    );
  });
}
