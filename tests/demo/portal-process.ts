import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '#shared/lib/assert.ts';
import { sectionIdSchema } from '#shared/lib/ids.ts';
import type { RoleId } from '#shared/regulation/vocabulary.ts';
import { hashPassword, randomPassword } from '../../portal/accounts/passwords.ts';
import { parseConfig } from '../../portal/config.ts';
import { openPortalData, siteAdministratorSecret } from '../../portal/portal.ts';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'portal/cli.ts');
const startMilliseconds = 30_000;

/** Somebody of the demo's board. */
export interface DemoPerson {
  readonly login: string;
  readonly name: string;
  readonly unit: string;
  readonly role: RoleId;
  readonly password: string;
}

/** A board in a data directory that no server has opened yet. */
export interface PreparedBoard {
  readonly dataDirectory: string;
  readonly caPem: string;
  readonly fingerprint: string;
  readonly administratorPassword: string;
  readonly section: string;
  readonly people: Readonly<Record<DemoLogin, DemoPerson>>;
}

const demoPeople = {
  head: { name: 'Nguyễn Thị Hà', unit: 'Ủy ban nhân dân tỉnh' },
  deputy: { name: 'Trần Quốc Bảo', unit: 'Văn phòng Ủy ban nhân dân tỉnh' },
  secretary: { name: 'Lê Minh Châu', unit: 'Văn phòng Ủy ban nhân dân tỉnh' },
  centreRep: { name: 'Phạm Hoàng Long', unit: 'Trung tâm Công nghệ thông tin và Dịch vụ hành chính công trực tuyến' },
  member: { name: 'Đỗ Thị Ngọc Ánh', unit: 'Sở Nội vụ' },
} as const satisfies Partial<Record<RoleId, { name: string; unit: string }>>;
export type DemoLogin = keyof typeof demoPeople;

const section = 'cai-cach-hanh-chinh';
const sections = [
  { id: section, title: { vi: 'Cải cách hành chính', en: 'Administrative reform' }, field: 'Cải cách hành chính' },
  { id: 'thong-bao', title: { vi: 'Thông báo', en: 'Announcements' }, field: 'Thông báo, lịch làm việc' },
] as const;

/** Makes a board of the regulation of 1060/QĐ-UBND with five made-up people, by the server's own administration. */
export async function prepareBoard(dataDirectory: string): Promise<PreparedBoard> {
  const profile: unknown = JSON.parse(
    readFileSync(join(root, 'resources/regulations/khanh-hoa-2020-1060.json'), 'utf8'),
  );
  const data = await openPortalData(parseConfig({ dataDirectory }));
  try {
    const { admin, store, certificates } = data;
    const board = await admin.createBoard({ profile, name: 'Ban Biên tập (chạy thử việc chính)' });
    for (const one of sections) await admin.addSection(board, { ...one, title: { ...one.title } });
    const people: Partial<Record<DemoLogin, DemoPerson>> = {};
    for (const role of ['head', 'deputy', 'secretary', 'centreRep', 'member'] as const) {
      const { name, unit } = demoPeople[role];
      const of = role === 'member' ? [sectionIdSchema.parse(section)] : null;
      const added = await admin.addPerson(board, { name, unit, login: role, roles: [{ role, sections: of }] });
      people[role] = { login: role, name, unit, role, password: added.password };
    }
    const administratorPassword = randomPassword();
    await store.putSecret(siteAdministratorSecret, await hashPassword(administratorPassword));
    const { head, deputy, secretary, centreRep, member } = people;
    return {
      dataDirectory,
      caPem: certificates.caPem,
      fingerprint: certificates.fingerprint,
      administratorPassword,
      section,
      people: {
        head: must(head, 'added'),
        deputy: must(deputy, 'added'),
        secretary: must(secretary, 'added'),
        centreRep: must(centreRep, 'added'),
        member: must(member, 'added'),
      },
    };
  } finally {
    await data.close();
  }
}

/** The portal server as its own process, so that stopping it is a real loss of the server. */
export class PortalProcess {
  readonly #dataDirectory: string;
  #child: ChildProcess | null = null;
  #port = 0;
  url = '';

  constructor(dataDirectory: string) {
    this.#dataDirectory = dataDirectory;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Starts at any free port the first time and at the same one later, where the desks know it. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [cli, 'serve', '--data', this.#dataDirectory, '--port', String(this.#port), '--name', 'Máy chủ Ban Biên tập'],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    let said = '';
    const serving = /(https:\/\/[^\s:]+:(\d+))/;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the server did not start: ${said}`)), startMilliseconds);
      const hear = (chunk: Buffer): void => {
        said += chunk.toString('utf8');
        const found = serving.exec(said);
        if (found === null) return;
        clearTimeout(timer);
        this.url = found[1] ?? '';
        this.#port = Number(found[2]);
        resolve();
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`the server ended with ${code}: ${said}`));
      });
    });
  }

  /** Ends the process and waits until it is gone. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const cut = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(cut);
  }
}

/** Runs `portal verify-log` as a process of its own on the data; answers its exit code and what it said. */
export async function verifyLogProcess(dataDirectory: string): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [cli, 'verify-log', '--data', dataDirectory], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const hear = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
  return { code, output: output.trim() };
}
