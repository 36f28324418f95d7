import type { SessionView } from '#shared/contract/desk-views.ts';
import type { EnrolInput } from '../session/session-keeper.ts';
import type { DeskCore } from './desk-core.ts';

export async function enrol(core: DeskCore, input: EnrolInput): Promise<SessionView> {
  await core.session.enrol(input);
  core.startEngine();
  // The first sync is waited for, so that the first screen has something to show; it goes on if it takes longer.
  await core.engine()?.settled(10_000);
  return changed(core);
}

export async function signIn(core: DeskCore, input: { login: string; password: string }): Promise<SessionView> {
  await core.session.signIn(input.login, input.password);
  await core.engine()?.renew();
  return changed(core);
}

export function lock(core: DeskCore): SessionView {
  core.session.lock();
  return changed(core);
}

export async function unlock(core: DeskCore, word: string): Promise<SessionView> {
  await core.session.unlock(word);
  core.engine()?.scheduleRelease();
  core.engine()?.kick();
  return changed(core);
}

export async function signOut(core: DeskCore): Promise<SessionView> {
  await core.session.signOut();
  await core.engine()?.renew();
  return changed(core);
}

function changed(core: DeskCore): SessionView {
  core.bus.changed({ topic: 'session' }, { topic: 'board' }, { topic: 'queues' });
  return core.session.view();
}
