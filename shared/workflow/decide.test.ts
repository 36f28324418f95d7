import { describe, expect, test } from 'vitest';
import { at, authority, FixturePlay, grantOf, person, section } from '../../tests/fixtures/board.ts';
import { formatCitation } from '../regulation/citation.ts';
import { roleGrant } from './board-state.ts';
import { forecast } from './decide.ts';
import type { Details } from './details.ts';

const lastCommand = (play: FixturePlay) => play.state?.verifications.at(-1)?.command ?? authority('none');
function publish(play: FixturePlay, over: Partial<Extract<Details, { action: 'publish' }>> = {}): Details {
  const verification = play.state?.verifications.at(-1)?.command;
  if (verification === undefined) throw new Error('nothing was verified');
  return { action: 'publish', verification, cosmeticConfirmed: false, comparedByEye: [], ...over };
}

describe('the four steps of Điều 8', () => {
  test('an item goes from intake to the report to the Head, each step by whom the article names', () => {
    const play = new FixturePlay();
    const version = play.receive();
    const codes = [
      play.act('centre', { action: 'submit' }),
      play.act('head', { action: 'approve' }),
      play.act('centre', { action: 'upload', mode: 'portal', entered: version, address: null }),
      play.act('secretary', play.verification('match')),
      play.act('secretary', publish(play)),
      play.act('secretary', { action: 'report' }),
    ];
    expect({ codes, state: play.state?.state, holder: play.state?.holder.role }).toEqual({
      codes: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
      state: 'reported',
      holder: 'secretary',
    });
  });

  test('the Head may edit and approve (Bước 2), and the approval binds the edited text', () => {
    const play = new FixturePlay();
    const base = play.receive();
    play.act('centre', { action: 'submit' });
    const version = play.article('Tin đã sửa');
    expect(play.act('head', { action: 'edit', base, section: null }, { version })).toBe('ok');
    expect(play.act('head', { action: 'approve' }, { version: base })).toBe('version-changed');
    expect(play.act('head', { action: 'approve' })).toBe('ok');
    expect(play.state?.approval?.hash).toBe(version);
  });

  test('an item in a member’s field goes to that member, and only the one it went to may edit or pass it on', () => {
    const play = new FixturePlay();
    play.receive();
    expect(play.act('centre', { action: 'route', specialist: person('secretary') })).toBe('person-unfit');
    expect(play.act('centre', { action: 'route', specialist: person('finance') })).toBe('ok');
    expect(play.state?.holder).toEqual({ role: 'member', person: person('finance') });
    expect(play.act('science', { action: 'submit' })).toBe('not-assigned');
    expect(play.act('finance', { action: 'submit' })).toBe('ok');
    expect(play.state?.state).toBe('submitted');
  });

  test('a member an item was sent to by name may act on it in a section that is not theirs', () => {
    const play = new FixturePlay();
    play.receive();
    play.act('centre', { action: 'route', specialist: person('science') });
    const grants = play.board.grants.map((grant) =>
      grant.id === grantOf('science') ? { ...grant, sections: [section('science')] } : grant,
    );
    play.board = { ...play.board, grants };
    expect(play.act('science', { action: 'submit' })).toBe('ok');
  });

  test('nothing without title, author or source reaches the Head (Điều 6)', () => {
    const play = new FixturePlay();
    const base = play.receive();
    const bare = { ...must(play.articles.get(base)), source: ' ' };
    const version = play.article('x');
    play.articles.set(version, bare);
    play.act('centre', { action: 'edit', base, section: null }, { version });
    expect(play.act('centre', { action: 'submit' })).toBe('incomplete');
  });
});

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('missing');
  return value;
}

describe('who may, and who may not', () => {
  test('a forbidden action names the article and who may act', () => {
    const play = new FixturePlay();
    play.receive();
    play.act('centre', { action: 'submit' });
    const judged = play.judge('secretary', { action: 'approve' });
    const refusal = judged.ok ? null : judged.failure;
    expect(refusal?.code).toBe('not-your-role');
    expect(refusal?.whoMay.map(({ role, by }) => `${role}:${by}`)).toEqual(['head:role', 'deputy:delegation']);
    expect(refusal?.citation && formatCitation(refusal.citation, 'vi')).toBe('Bước 2 Điều 8 Quy chế');
  });

  test('approver, uploader and publisher are three people, pairwise', () => {
    const play = new FixturePlay();
    const version = play.receive();
    const both = (name: string, role: 'centreRep' | 'secretary') => {
      play.board = {
        ...play.board,
        grants: [
          ...play.board.grants,
          roleGrant({ id: authority(`${name}${role}`), person: person(name), role, sections: null }),
        ],
      };
      return authority(`${name}${role}`);
    };
    const headUploads = both('head', 'centreRep');
    const headPublishes = both('head', 'secretary');
    const centrePublishes = both('centre', 'secretary');
    play.act('centre', { action: 'submit' });
    play.act('head', { action: 'approve' });
    const upload: Details = { action: 'upload', mode: 'portal', entered: version, address: null };
    expect(play.act('head', upload, { authority: headUploads })).toBe('separation');
    expect(play.act('centre', upload)).toBe('ok');
    play.act('secretary', play.verification('match'));
    expect(play.act('head', publish(play), { authority: headPublishes })).toBe('separation');
    expect(play.act('centre', publish(play), { authority: centrePublishes })).toBe('separation');
    expect(play.act('secretary', publish(play))).toBe('ok');
  });

  test('acting under somebody else’s grant, an unknown one, or from a revoked device is refused', () => {
    const play = new FixturePlay();
    play.receive();
    expect(play.act('secretary', { action: 'submit' }, { authority: grantOf('centre') })).toBe('not-your-role');
    expect(play.act('centre', { action: 'submit' }, { authority: authority('nobody') })).toBe('authority-unknown');
    play.board = { ...play.board, devices: play.board.devices.map((one) => ({ ...one, revokedAt: play.now })) };
    expect(play.act('centre', { action: 'submit' })).toBe('device-revoked');
  });

  test('what the regulation does not contain is allowed as house practice, without an article', () => {
    const play = new FixturePlay();
    play.receive();
    play.act('centre', { action: 'submit' });
    const rules = play.board.profile.transitions.filter(({ action }) =>
      ['return', 'refuse', 'withdraw'].includes(action),
    );
    expect(rules.map(({ id, citation }) => [id, citation])).toEqual([
      ['return', null],
      ['refuse', null],
      ['withdraw', null],
    ]);
    expect(play.act('head', { action: 'return', ground: null })).toBe('reason-missing');
    expect(play.act('head', { action: 'return', ground: null }, { reason: 'Thiếu số liệu quý III.' })).toBe('ok');
    expect(play.state?.holder.role).toBe('centreRep');
    expect(play.act('centre', { action: 'submit' })).toBe('ok');
    expect(play.act('head', { action: 'refuse', ground: null }, { reason: 'Ngoài phạm vi.' })).toBe('ok');
    expect(play.act('centre', { action: 'submit' })).toBe('not-in-state');
  });
});

describe('delegation to the Deputy, per section and dates (khoản 2 Điều 5)', () => {
  const given = (over: Partial<Extract<Details, { action: 'delegate' }>> = {}): Details => ({
    action: 'delegate',
    delegation: authority('d1'),
    to: person('deputy'),
    actions: ['approve'],
    sections: [section('finance')],
    number: '12/UQ-BBT',
    validFrom: at('2026-11-23T00:00:00.000Z').slice(0, 10) as Extract<Details, { action: 'delegate' }>['validFrom'],
    validTo: '2026-11-25' as Extract<Details, { action: 'delegate' }>['validTo'],
    ...over,
  });
  const submitted = (): FixturePlay => {
    const play = new FixturePlay();
    play.receive();
    play.act('centre', { action: 'submit' });
    return play;
  };
  const approve = (play: FixturePlay, id = authority('d1')) =>
    play.act('deputy', { action: 'approve' }, { authority: id });

  test('without one the Deputy may not approve, with one in force the Deputy may', () => {
    const play = submitted();
    expect(play.act('deputy', { action: 'approve' })).toBe('delegation-missing');
    expect(play.act('head', given())).toBe('ok');
    expect(approve(play)).toBe('ok');
    expect(play.state?.approval).toMatchObject({ by: person('deputy'), role: 'deputy', authority: authority('d1') });
  });

  test.each([
    ['2026-11-22T16:59:59.000Z', 'delegation-not-begun'],
    ['2026-11-22T17:00:00.000Z', 'ok'],
    ['2026-11-25T16:59:59.000Z', 'ok'],
    ['2026-11-25T17:00:00.000Z', 'delegation-ended'],
  ])('its days are Vietnam’s days: at %s the answer is %s', (moment, expected) => {
    const play = submitted();
    play.act('head', given());
    play.now = at(moment);
    expect(approve(play)).toBe(expected);
  });

  test('revoked, for another section, or for another action it does not hold', () => {
    const revoked = submitted();
    revoked.act('head', given());
    expect(revoked.act('deputy', { action: 'revokeDelegation', delegation: authority('d1') })).toBe('not-your-role');
    expect(revoked.act('head', { action: 'revokeDelegation', delegation: authority('d1') })).toBe('ok');
    const elsewhere = submitted();
    elsewhere.act('head', given({ sections: [section('science')] }));
    const other = submitted();
    other.act('head', given({ actions: ['return'] }));
    expect([approve(revoked), approve(elsewhere), approve(other)]).toEqual([
      'delegation-ended',
      'not-your-section',
      'delegation-missing',
    ]);
  });

  test('only the Head delegates, only to a Deputy, only what may be delegated, with dates in order', () => {
    const play = submitted();
    expect(play.act('secretary', given())).toBe('not-your-role');
    expect(play.act('head', given({ to: person('finance') }))).toBe('delegation-invalid');
    expect(play.act('head', given({ actions: ['publish'] }))).toBe('delegation-invalid');
    const validTo = '2026-11-01' as Extract<Details, { action: 'delegate' }>['validTo'];
    expect(play.act('head', given({ validTo }))).toBe('delegation-invalid');
  });
});

describe('law 6: published is what was approved', () => {
  const uploaded = (): FixturePlay => {
    const play = new FixturePlay();
    play.toUploaded();
    return play;
  };

  test('nothing is published unverified, on a mismatch, or after the page changed', () => {
    const play = uploaded();
    const blind: Details = {
      action: 'publish',
      verification: lastCommand(play),
      cosmeticConfirmed: true,
      comparedByEye: [],
    } as never;
    expect(play.act('secretary', blind)).toBe('not-verified');
    play.act('secretary', play.verification('mismatch'));
    expect(play.act('secretary', publish(play, { cosmeticConfirmed: true }))).toBe('verdict-mismatch');
    play.act('secretary', play.verification('match'));
    if (play.state?.publication)
      play.state = { ...play.state, publication: { ...play.state.publication, revision: 2 } };
    expect(play.act('secretary', publish(play))).toBe('publication-changed');
  });

  test('cosmetic differences need confirming; unchecked parts need comparing by eye, exactly those', () => {
    const play = uploaded();
    play.act('secretary', play.verification('cosmetic'));
    expect(play.judge('secretary', publish(play)).ok).toBe(false);
    expect(play.judge('secretary', publish(play, { cosmeticConfirmed: true })).ok).toBe(true);
    play.act('secretary', play.verification('unchecked'));
    const eyes = (...comparedByEye: string[]) => play.judge('secretary', publish(play, { comparedByEye })).ok;
    expect([eyes(), eyes('body/3', 'body/4'), eyes('body/4'), eyes('body/3')]).toEqual([false, false, false, true]);
  });

  test('a mismatch goes back for upload, and the re-uploaded page is verified anew', () => {
    const play = uploaded();
    const entered = play.state?.current ?? play.article('x');
    play.act('secretary', play.verification('mismatch'));
    const verification = play.state?.verifications[0]?.command ?? authority('none');
    const demand = { action: 'requestReupload', verification } as Details;
    expect(play.act('secretary', demand, { reason: 'Sai số tiền ở đoạn 3.' })).toBe('ok');
    expect(play.act('centre', { action: 'upload', mode: 'portal', entered, address: null })).toBe('ok');
    expect(play.act('secretary', publish(play))).toBe('publication-changed');
    play.act('secretary', play.verification('match'));
    expect(play.act('secretary', publish(play))).toBe('ok');
  });

  test('a match gives no ground to demand a re-upload', () => {
    const play = uploaded();
    play.act('secretary', play.verification('match'));
    const verification = play.state?.verifications[0]?.command ?? authority('none');
    expect(play.act('secretary', { action: 'requestReupload', verification } as Details, { reason: 'x' })).toBe(
      'verdict-match',
    );
  });
});

describe('supplementary approval (Bước 4)', () => {
  test('approved: the new text is uploaded and compared again', () => {
    const play = new FixturePlay();
    play.toUploaded();
    const version = play.article('Tin đính chính');
    expect(play.act('secretary', { action: 'requestSupplementary' }, { version })).toBe('reason-missing');
    expect(play.act('secretary', { action: 'requestSupplementary' }, { version, reason: 'Sai tên cơ quan.' })).toBe(
      'ok',
    );
    expect(play.act('head', { action: 'approveSupplementary' })).toBe('ok');
    expect(play.act('centre', { action: 'upload', mode: 'portal', entered: version, address: null })).toBe('ok');
    play.act('secretary', play.verification('match'));
    expect(play.act('secretary', publish(play))).toBe('ok');
    expect(play.state?.approval).toMatchObject({ hash: version, supplementary: true });
  });

  test('not agreed: the approved version stands where it was', () => {
    const play = new FixturePlay();
    const approved = play.toUploaded();
    const version = play.article('Tin khác');
    play.act('secretary', { action: 'requestSupplementary' }, { version, reason: 'Đề nghị sửa.' });
    expect(play.act('head', { action: 'declineSupplementary' }, { reason: 'Giữ nguyên.' })).toBe('ok');
    expect([play.state?.state, play.state?.current, play.state?.holder.role]).toEqual([
      'uploaded',
      approved,
      'secretary',
    ]);
  });
});

test('two people editing apart: the second is told, never overwrites', () => {
  const play = new FixturePlay();
  const base = play.receive();
  expect(play.act('centre', { action: 'edit', base, section: null }, { version: play.article('A') })).toBe('ok');
  expect(play.act('centre', { action: 'edit', base, section: null }, { version: play.article('B') })).toBe(
    'version-changed',
  );
});

test('the forecast says the same as the decision, with the authority to use', () => {
  const play = new FixturePlay();
  play.receive();
  play.act('centre', { action: 'submit' });
  const allowed = (name: string) =>
    forecast(play.state, person(name), { board: play.board, at: play.now })
      .filter(({ judged }) => judged.ok)
      .map(({ action }) => action);
  expect({ head: allowed('head'), centre: allowed('centre'), deputy: allowed('deputy') }).toEqual({
    head: ['edit', 'approve', 'return', 'refuse', 'comment', 'acknowledge'],
    centre: ['describe', 'comment', 'acknowledge'],
    deputy: ['comment', 'acknowledge'],
  });
});
