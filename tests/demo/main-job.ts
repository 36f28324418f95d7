import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Article } from '#shared/content/article.ts';
import { canonicalArticle, contentHash } from '#shared/content/canonical.ts';
import { articleBlocks } from '#shared/content/text-blocks.ts';
import { chunkBytes } from '#shared/contract/desk-contract.ts';
import type { ItemView, VerificationView } from '#shared/contract/desk-views.ts';
import { trialPassphrase } from '#shared/contract/trial.ts';
import { must } from '#shared/lib/assert.ts';
import { type CommandId, type ItemId, sectionIdSchema } from '#shared/lib/ids.ts';
import { formatCitation } from '#shared/regulation/citation.ts';
import { readEvidence, reverify } from '../../electron/core/verify/reverify.ts';
import { AdministrationForm } from './administration-form.ts';
import { type Alteration, alterOneThing, unlikeAlteration } from './alteration.ts';
import type { DeskWindows } from './desk-window.ts';
import { failureOf, HeadlessDesk } from './headless-desk.ts';
import type { PageDrawing } from './page-drawing.ts';
import { type DemoLogin, type PortalProcess, type PreparedBoard, verifyLogProcess } from './portal-process.ts';
import type { RunRecord } from './record.ts';

/** The parts the main job is played with; a missing drawing or window leaves its pictures out. */
export interface Stage {
  readonly board: PreparedBoard;
  readonly portal: PortalProcess;
  readonly drawing: PageDrawing | null;
  readonly windows: DeskWindows | null;
  readonly record: RunRecord;
  readonly deskRoot: string;
}

const logins: readonly DemoLogin[] = ['head', 'deputy', 'secretary', 'centreRep', 'member'];
const tabs = { compare: 'So sánh', timeline: 'Quá trình xử lý', published: 'Bản trên Cổng' } as const;

/** One item from a Word file to a published, verified page and the report to the Head (1060/QĐ-UBND, Điều 8). */
export class MainJob {
  readonly #stage: Stage;
  readonly #desks = new Map<DemoLogin, HeadlessDesk>();
  readonly #form: () => AdministrationForm;
  #item: ItemId | null = null;
  #alteration: Alteration | null = null;
  #reason = '';

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#form = () => new AdministrationForm({ url: stage.portal.url, caPem: stage.board.caPem });
  }

  async play(document: { readonly name: string; readonly bytes: Uint8Array }): Promise<void> {
    await this.#open();
    await this.#takeIn(document);
    await this.#review();
    await this.#approveWithoutServer();
    await this.#uploadAndAlter();
    await this.#demandReupload();
    await this.#publish();
    await this.#close();
  }

  async closeDesks(): Promise<void> {
    for (const desk of this.#desks.values()) await desk.close();
    this.#desks.clear();
  }

  // — Máy chủ và năm bàn làm việc —

  async #open(): Promise<void> {
    const { record, portal, board } = this.#stage;
    await record.step('Máy chủ', 'chạy trong tiến trình riêng, chỉ HTTPS', async () => {
      await portal.start();
      return `${portal.url}, tiến trình ${portal.pid}, vân tay ${board.fingerprint.slice(0, 23)}…`;
    });
    await record.step('Năm người', 'đăng ký máy: so vân tay, đăng nhập, mỗi máy một kho và một khóa', async () => {
      for (const login of logins) {
        const desk = await this.#desk(login);
        const found = await desk.client.session.check({ address: portal.url });
        if (found.fingerprint !== board.fingerprint) throw new Error(`another server answers: ${found.fingerprint}`);
        const { name, password } = board.people[login];
        await desk.client.session.enrol({
          address: portal.url,
          fingerprint: found.fingerprint,
          login,
          password,
          deviceName: `Máy của ${name}`,
          passphrase: trialPassphrase,
        });
        await desk.connection('connected');
      }
      const views = await Promise.all(logins.map(async (login) => (await this.#desk(login)).client.session.view()));
      const devices = new Set(views.map(({ device }) => device?.id));
      if (devices.size !== logins.length) throw new Error('two desks are the same device');
      return `${devices.size} máy, ${views.flatMap(({ roles }) => roles).join(', ')}`;
    });
  }

  // — Bước 1: tiếp nhận, biên tập, kiểm duyệt chuyên ngành —

  async #takeIn({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): Promise<void> {
    const { record, board } = this.#stage;
    await record.step('Đại diện Trung tâm', 'đưa tệp Word vào, tiếp nhận', async () => {
      const { client, ...centre } = await this.#with('centreRep');
      const { transfer } = await client.intake.begin({ name, size: bytes.length });
      let chunks = 0;
      for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
        const base64 = Buffer.from(bytes.subarray(offset, offset + chunkBytes)).toString('base64');
        await client.intake.chunk({ transfer, offset, base64 });
        chunks += 1;
      }
      const read = await client.intake.read({ transfer });
      const title = read.article.title.trim() === '' ? name.replace(/\.docx$/i, '') : read.article.title;
      const { item, command } = await client.intake.receive({
        transfer,
        article: { ...read.article, title },
        kind: 'news',
        section: sectionIdSchema.parse(board.section),
        channel: 'mailbox',
        sender: 'Đơn vị cung cấp thông tin',
        receivedAt: new Date().toISOString(),
      });
      this.#item = item;
      await centre.desk.accepted(command);
      const kinds = new Map<string, number>();
      for (const { kind } of articleBlocks(read.article)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      return `“${title}”: ${chunks} khúc, ${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')}`;
    });
    await record.step('Đại diện Trung tâm', 'chuyển biên tập, kiểm duyệt chuyên ngành', async () => {
      const { desk, client } = await this.#with('centreRep');
      const { people } = await client.board.view();
      const specialist = must(
        people.find((person) => person.name === board.people.member.name),
        'the member is on the board',
      );
      const view = await desk.itemIn(this.#id(), 'received');
      await desk.decide(view, { action: 'route', specialist: specialist.id });
      await this.#picture('centreRep', 'tiep-nhan');
      return `chuyển ${specialist.name}, ${specialist.unit}`;
    });
  }

  async #review(): Promise<void> {
    const { record } = this.#stage;
    await record.step('Thành viên', 'biên tập chuyên ngành', async () => {
      const { desk } = await this.#with('member');
      const view = await desk.itemIn(this.#id(), 'specialistReview');
      const article = reviewed(view.article);
      await desk.decide(view, { action: 'edit', article });
      const after = await desk.itemIn(this.#id(), 'specialistReview');
      if (after.item.current !== contentHash(article)) throw new Error('the edited text is not the current version');
      await this.#picture('member', 'bien-tap-chuyen-nganh', tabs.compare);
      return `bản ${after.item.current.slice(0, 8)}, ${after.item.versions.length} bản`;
    });
    await record.step('Thành viên', 'trình duyệt', async () => {
      const { desk } = await this.#with('member');
      await desk.decide(await desk.itemIn(this.#id(), 'specialistReview'), { action: 'submit' });
      return 'chờ duyệt';
    });
    await record.step('Phó Trưởng ban', 'không có ủy quyền thì không duyệt được, có điều khoản', async () => {
      const { desk, client } = await this.#with('deputy');
      const { item, forecast } = await desk.itemIn(this.#id(), 'submitted');
      const refused = await client.items
        .act({ item: item.id, action: 'approve', version: item.current })
        .then(() => null)
        .catch(failureOf);
      const shown = forecast.find(({ action }) => action === 'approve');
      if (refused?.refusal?.code !== 'delegation-missing' || shown?.allowed !== false) {
        throw new Error(`the deputy was not refused: ${JSON.stringify(refused)}`);
      }
      const rule = refused.refusal.citation ?? shown.refusal?.citation ?? null;
      return rule === null ? 'không có căn cứ' : formatCitation(rule, 'vi');
    });
  }

  // — Bước 2: Trưởng ban duyệt khi mất máy chủ —

  async #approveWithoutServer(): Promise<void> {
    const { record, portal } = this.#stage;
    await record.step('Trưởng ban', 'nhận đủ nội dung để làm việc không cần mạng', async () => {
      const { desk } = await this.#with('head');
      await desk.itemIn(this.#id(), 'submitted');
      const view = await desk.until('everything of the item is on the machine', async () => {
        const now = await desk.client.items.open({ item: this.#id() });
        return now.offlineReady ? now : null;
      });
      return `bản ${view.item.current.slice(0, 8)} và mọi ảnh, tệp đã ở trên máy`;
    });
    await record.step('Máy chủ', 'dừng hẳn', async () => {
      const { pid } = portal;
      await portal.stop();
      const { desk } = await this.#with('head');
      await desk.client.sync.now({});
      await desk.connection('offline');
      return `tiến trình ${pid} đã kết thúc, bàn làm việc báo mất kết nối`;
    });
    await record.step('Trưởng ban', 'duyệt đăng khi mất máy chủ', async () => {
      const { desk, client } = await this.#with('head');
      const view = await client.items.open({ item: this.#id() });
      const { command } = await client.items.act({
        item: this.#id(),
        action: 'approve',
        version: view.item.current,
      });
      await desk.entryIn(command, 'waiting');
      await this.#picture('head', 'duyet-khi-mat-may-chu');
      const again = await (await this.#desk('head')).entryIn(command, 'waiting');
      const shown = await (await this.#desk('head')).client.items.open({ item: this.#id() });
      if (shown.item.state !== 'approved') throw new Error(`this machine shows ${shown.item.state}`);
      return `đã ký, ${again.state}: còn nguyên sau khi đóng mở bàn làm việc`;
    });
    await record.step('Máy chủ', 'chạy lại; việc chờ tự gửi', async () => {
      await portal.start();
      const { desk, client } = await this.#with('head');
      const waiting = (await client.sync.outbox()).find(({ action }) => action === 'approve');
      await client.sync.now({});
      await desk.accepted(must(waiting, 'the approval is in the outbox').command);
      await desk.connection('connected');
      const { item } = await client.items.open({ item: this.#id() });
      await this.#picture('head', 'da-gui-y-kien-duyet', tabs.timeline);
      return `máy chủ đã nhận, bản đã duyệt ${item.approval?.hash.slice(0, 8) ?? ''}`;
    });
  }

  // — Bước 3: cập nhật; rồi có người sửa một chữ số ngay trên cổng —

  async #uploadAndAlter(): Promise<void> {
    const { record, board, drawing } = this.#stage;
    await record.step('Đại diện Trung tâm', 'cập nhật lên Cổng (trang xem trước)', async () => {
      const { desk } = await this.#with('centreRep');
      await desk.decide(await desk.itemIn(this.#id(), 'approved'), { action: 'upload' });
      return 'bản đã duyệt, nguyên văn';
    });
    await record.step('Người quản trị cổng', 'sửa ngay trên biểu mẫu /quan-tri', async () => {
      const form = this.#form();
      await form.signIn(board.administratorPassword);
      const fields = await form.read(this.#id());
      const alteration = alterOneThing(fields);
      await form.save(this.#id(), new Map([...fields, [alteration.field, alteration.after]]));
      this.#alteration = alteration;
      if (drawing !== null) {
        await this.#portalPicture('bieu-mau-quan-tri', `/quan-tri/tin/${this.#id()}`, async (page) => {
          await page.getByLabel('Mật khẩu quản trị').fill(board.administratorPassword);
          await page.getByRole('button', { name: 'Đăng nhập' }).click();
          await page.goto(`${this.#stage.portal.url}/quan-tri/tin/${this.#id()}`);
        });
      }
      const { approved, published, field } = alteration;
      return approved === ''
        ? `thêm “${published}” vào ô ${field}`
        : `đổi số ${approved} thành ${published} ở ô ${field}`;
    });
  }

  // — Bước 4: đối chiếu, yêu cầu cập nhật lại —

  async #demandReupload(): Promise<void> {
    const { record } = this.#stage;
    let seen: VerificationView | null = null;
    await record.step('Thư ký', 'đối chiếu trang xem trước với bản đã duyệt', async () => {
      const { desk } = await this.#with('secretary');
      await desk.itemIn(this.#id(), 'uploaded');
      seen = await desk.verify(this.#id(), 'preview');
      const alteration = must(this.#alteration, 'something was altered');
      const { verdict, discrepancies } = seen.comparison;
      const unlike = unlikeAlteration(alteration, discrepancies);
      if (verdict !== 'mismatch' || unlike !== null) throw new Error(`${verdict}: ${unlike ?? ''}`);
      await this.#keepEvidence('1-khac', seen);
      await this.#picture('secretary', 'doi-chieu-thay-khac', tabs.published);
      await this.#portalPicture('trang-xem-truoc-bi-sua', seen.url);
      const [only] = discrepancies.filter(({ severity }) => severity === 'meaning');
      return `không đúng, đúng 1 điểm: ${only?.type} “${only?.approved}” → “${only?.published}”`;
    });
    await record.step('Thư ký', 'không xuất bản được bản khác; yêu cầu cập nhật lại, kèm điểm khác', async () => {
      const { desk, client } = await this.#with('secretary');
      const finding = must<VerificationView>(seen, 'the page was compared');
      const view = await client.items.open({ item: this.#id() });
      const verification = await recorded(desk, finding);
      const refused = await client.items
        .act({ item: this.#id(), action: 'publish', version: finding.approved, verification })
        .then(() => null)
        .catch(failureOf);
      if (refused?.refusal?.code !== 'verdict-mismatch') {
        throw new Error(`publishing was not refused: ${JSON.stringify(refused)}`);
      }
      const lines = finding.comparison.discrepancies
        .filter(({ severity }) => severity === 'meaning')
        .map(({ approved, published }) => `- đã duyệt “${approved}”, trên Cổng “${published}”`);
      this.#reason = ['Trang chưa đúng với bản đã duyệt:', ...lines].join('\n');
      await desk.decide(view, { action: 'requestReupload', verification, reason: this.#reason });
      return this.#reason.replaceAll('\n', ' ');
    });
    await record.step('Đại diện Trung tâm', 'thấy yêu cầu và điểm khác, cập nhật lại đúng bản đã duyệt', async () => {
      const { desk } = await this.#with('centreRep');
      const view = await desk.itemIn(this.#id(), 'reuploadRequested');
      if (view.item.reupload?.reason !== this.#reason) throw new Error('the differences did not reach the Centre');
      await this.#picture('centreRep', 'yeu-cau-cap-nhat-lai');
      await (await this.#desk('centreRep')).decide(view, { action: 'upload' });
      return 'bản đã duyệt, nguyên văn';
    });
  }

  async #publish(): Promise<void> {
    const { record } = this.#stage;
    await record.step('Thư ký', 'đối chiếu lại: đúng thì xuất bản', async () => {
      const { desk } = await this.#with('secretary');
      await desk.itemIn(this.#id(), 'uploaded');
      const seen = await desk.verify(this.#id(), 'preview');
      mustMatch(seen);
      await this.#keepEvidence('2-dung', seen);
      await this.#picture('secretary', 'doi-chieu-dung', tabs.published);
      await this.#portalPicture('trang-xem-truoc-dung', seen.url);
      const fresh = await this.#with('secretary');
      const verification = await recorded(fresh.desk, seen);
      await fresh.desk.decide(await fresh.client.items.open({ item: this.#id() }), {
        action: 'publish',
        verification,
        cosmeticConfirmed: seen.comparison.discrepancies.length > 0,
      });
      return describeMatch(seen);
    });
    await record.step('Thư ký', 'đối chiếu trang công khai sau khi xuất bản', async () => {
      const { desk } = await this.#with('secretary');
      await desk.itemIn(this.#id(), 'published');
      const seen = await desk.verify(this.#id(), 'public');
      mustMatch(seen);
      await recorded(desk, seen);
      await this.#keepEvidence('3-cong-khai', seen);
      await this.#portalPicture('trang-cong-khai', seen.url);
      await this.#portalPicture('trang-chu', '/');
      return `${seen.url}: ${describeMatch(seen)}`;
    });
    await record.step('Thư ký', 'báo cáo Trưởng ban', async () => {
      const { desk } = await this.#with('secretary');
      await desk.decide(await desk.itemIn(this.#id(), 'published'), { action: 'report' });
      const head = await this.#desk('head');
      const view = await head.itemIn(this.#id(), 'reported');
      const told = (await head.client.notifications.list()).find(({ action }) => action === 'report');
      if (told === undefined) throw new Error('the Head was not told');
      await this.#picture('head', 'da-bao-cao', tabs.timeline);
      return `Trưởng ban được báo; ${view.timeline.length} dòng trong quá trình xử lý`;
    });
  }

  async #close(): Promise<void> {
    const { record, board } = this.#stage;
    await record.step('Năm máy', 'cùng thấy một kết quả, mọi chữ ký đúng', async () => {
      const shown: ItemView[] = [];
      for (const login of logins) shown.push(await (await this.#desk(login)).itemIn(this.#id(), 'reported'));
      const versions = new Set(shown.map(({ item }) => `${item.current} ${item.approval?.hash}`));
      if (versions.size !== 1) throw new Error(`desks differ: ${[...versions].join(' / ')}`);
      const bad = shown[0]?.timeline.filter(({ signature }) => signature === 'invalid') ?? [];
      if (bad.length > 0) throw new Error(`${bad.length} signatures do not hold`);
      const article = must(shown[0], 'five desks').article;
      writeFileSync(record.file('ban-da-duyet.json'), canonicalArticle(article));
      return `bản ${contentHash(article).slice(0, 8)}`;
    });
    await record.step('portal verify-log', 'kiểm tra độc lập chuỗi nhật ký, tiến trình riêng', async () => {
      const { code, output } = await verifyLogProcess(board.dataDirectory);
      writeFileSync(record.file('verify-log.txt'), `${output}\n`);
      if (code !== 0) throw new Error(output);
      return output.split('\n').at(-1) ?? '';
    });
  }

  // — Phần dùng chung —

  #id(): ItemId {
    return must(this.#item, 'an item was received');
  }

  #dataOf(login: DemoLogin): string {
    return join(this.#stage.deskRoot, login);
  }

  async #desk(login: DemoLogin): Promise<HeadlessDesk> {
    const open = this.#desks.get(login);
    if (open !== undefined) return open;
    const desk = await HeadlessDesk.open(this.#dataOf(login), this.#stage.drawing);
    this.#desks.set(login, desk);
    return desk;
  }

  async #with(login: DemoLogin): Promise<{ readonly desk: HeadlessDesk; readonly client: HeadlessDesk['client'] }> {
    const desk = await this.#desk(login);
    return { desk, client: desk.client };
  }

  /** The person's own window on the same data; the desk without a window closes for that time. */
  async #picture(login: DemoLogin, name: string, tab: string | null = null): Promise<void> {
    const { windows, record } = this.#stage;
    if (windows === null) return;
    await this.#desks.get(login)?.close();
    this.#desks.delete(login);
    await windows.picture(
      this.#dataOf(login),
      this.#id(),
      record.file(`${this.#number()}-${name}.png`),
      async (page) => {
        if (tab !== null) await page.getByRole('tab', { name: tab }).click();
        await page.waitForTimeout(700);
      },
    );
  }

  async #portalPicture(name: string, address: string, prepare?: (page: Page) => Promise<void>): Promise<void> {
    const { drawing, portal, record } = this.#stage;
    const url = address.startsWith('/') ? `${portal.url}${address}` : address;
    await drawing?.picture(url, record.file(`${this.#number()}-${name}.png`), prepare);
  }

  #number(): string {
    return String(this.#stage.record.steps.length + 1).padStart(2, '0');
  }

  /** The evidence with everything it names, and the same verdict reached again from these bytes alone. */
  async #keepEvidence(name: string, seen: VerificationView): Promise<void> {
    const { desk } = await this.#with('secretary');
    const readBlob = async (sha256: string): Promise<Uint8Array | null> => (await desk.readBlob(sha256))?.bytes ?? null;
    const evidence = await readEvidence(seen.evidence, readBlob);
    const again = await reverify(evidence, readBlob);
    if (again.verdict !== seen.comparison.verdict) throw new Error(`from the evidence: ${again.verdict}`);
    mkdirSync(join(this.#stage.record.directory, 'evidence', name), { recursive: true });
    const keep = async (sha256: string | null, file: string): Promise<void> => {
      const bytes = sha256 === null ? null : await readBlob(sha256);
      if (bytes !== null) writeFileSync(this.#stage.record.file(join('evidence', name, file)), bytes);
    };
    await keep(seen.evidence, 'evidence.json');
    await keep(evidence.html, 'page.html');
    await keep(evidence.screenshot, 'page.png');
    await keep(evidence.renderedText, 'page.txt');
  }
}

/** What a specialist adds: a stated origin, a summary where none was found, and one sentence of their own field. */
function reviewed(article: Article): Article {
  const firstWords = articleBlocks(article).find(({ kind }) => kind === 'paragraph')?.text ?? article.title;
  const text = 'Thông tin chi tiết: Sở Nội vụ, điện thoại 0258 000 1022, trong giờ hành chính.';
  return {
    ...article,
    summary: article.summary.trim() === '' ? firstWords.slice(0, 300) : article.summary,
    author: article.author.trim() === '' ? 'Đỗ Thị Ngọc Ánh' : article.author,
    source: article.source.trim() === '' ? 'Sở Nội vụ' : article.source,
    body: {
      type: 'doc',
      content: [...article.body.content, { type: 'paragraph', content: [{ type: 'text', text }] }],
    },
  };
}

/** The finding as the server has taken it: comparing states it by itself where the person may. */
async function recorded(desk: HeadlessDesk, { command }: VerificationView): Promise<CommandId> {
  const stated = must(command, 'the Secretary states what the comparison found');
  await desk.accepted(stated);
  return stated;
}

function mustMatch({ comparison }: VerificationView): void {
  const { verdict, discrepancies, unchecked } = comparison;
  if (verdict === 'match') return;
  const found = discrepancies.map(({ type, approved, published }) => `${type} “${approved}” → “${published}”`);
  throw new Error(`${verdict}: ${[...found, ...unchecked.map(({ part, reason }) => `${part} ${reason}`)].join('; ')}`);
}

function describeMatch({ comparison: { covered } }: VerificationView): string {
  const { paragraphs, headings, listItems, tables, images } = covered;
  return `đúng với bản đã duyệt: ${paragraphs} đoạn, ${headings} đề mục, ${listItems} mục danh sách, ${tables} bảng, ${images} ảnh`;
}

/** Reads the Word file to play with. */
export function readDocument(file: string): { readonly name: string; readonly bytes: Uint8Array } {
  return { name: basename(file), bytes: new Uint8Array(readFileSync(file)) };
}
