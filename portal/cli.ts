#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  authorityIdSchema,
  type BoardId,
  boardIdSchema,
  deviceIdSchema,
  type PersonId,
  sectionIdSchema,
} from '#shared/lib/ids.ts';
import { ProfileError } from '#shared/regulation/profile.ts';
import { type RoleId, roleIdSchema } from '#shared/regulation/vocabulary.ts';
import { hashPassword, randomPassword } from './accounts/passwords.ts';
import { AdministrationError } from './admin/administration.ts';
import { parseExpectedHead, printReports, verifyLog } from './admin/verify-log.ts';
import { deadlineCommand } from './commands/deadline-command.ts';
import { checkProfileFile } from './commands/profile-check-command.ts';
import { playStories } from './commands/story-command.ts';
import { parseConfig } from './config.ts';
import { createPortal, openPortalData, type PortalData, siteAdministratorSecret } from './portal.ts';
import { StartError } from './start-error.ts';

const sentences: Readonly<Record<AdministrationError['code'], string>> = {
  'unknown-board': 'Không có Ban Biên tập này / No such board',
  unknown: 'Không tìm thấy / Not found',
  'already-there': 'Đã có rồi / Already there',
  'not-in-profile': 'Quy chế của Ban không có vai trò này / The board’s regulation has no such role',
  'sub-portal-papers': 'Chưa đủ hồ sơ để cổng con hoạt động / The sub-portal lacks a paper it needs to go live',
  'password-too-short': 'Mật khẩu quá ngắn, ít nhất / The password is too short, at least',
};

const program = new Command('portal')
  .description('Máy chủ trung tâm của Ban Biên tập / Central server of an editorial board')
  .showHelpAfterError('(--help: xem cách dùng / for usage)');

const dataOption = (): Option =>
  new Option('--data <dir>', 'thư mục dữ liệu / data directory').env('BANBIENTAP_PORTAL_DATA').default('portal-data');
const boardOption = (): Option =>
  new Option('--board <id>', 'mã Ban; bỏ trống khi chỉ có một / board id; may be left out when there is one');

const number = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('cần một số / a number is needed');
  return Number(text);
};
const many = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(',').map((part) => part.trim()),
];

program
  .command('serve')
  .description('Chạy máy chủ / Run the server')
  .addOption(dataOption())
  .option('--port <port>', 'cổng mạng, 0 là cổng trống bất kỳ / port, 0 takes a free one', number, 8_443)
  .option('--host <address>', 'địa chỉ lắng nghe / address to listen on', '127.0.0.1')
  .option('--name <name>', 'tên máy chủ hiện trên bàn làm việc / name shown on desks')
  .option('--public-host <host...>', 'tên miền hoặc địa chỉ ghi vào chứng thư / names for the certificate')
  .action(async ({ data, port, host, name, publicHost }) => {
    const portal = await createPortal({
      dataDirectory: data,
      port,
      host,
      ...(name === undefined ? {} : { name }),
      ...(publicHost === undefined ? {} : { hosts: publicHost }),
    });
    console.log(`Máy chủ đang chạy tại / Serving at: ${portal.url}`);
    console.log(`Vân tay chứng thư gốc / CA fingerprint: ${portal.fingerprint}`);
    const stop = (): void => {
      portal.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });

const board = program.command('board').description('Ban Biên tập / Boards');
board
  .command('create')
  .description('Lập Ban theo một quy chế / Create a board from a regulation profile')
  .requiredOption('--profile <file>', 'tệp quy chế JSON / regulation profile')
  .requiredOption('--name <name>', 'tên Ban / name')
  .addOption(dataOption())
  .action(({ data, profile, name }) =>
    withData(data, async ({ admin }) => {
      const content: unknown = JSON.parse(await readFile(profile, 'utf8'));
      console.log(await admin.createBoard({ profile: content, name }));
    }),
  );
board
  .command('list')
  .description('Các Ban, người và vai trò / Boards, people and roles')
  .addOption(dataOption())
  .action(({ data }) =>
    withData(data, async ({ admin }) => {
      for (const { id, name, head } of await admin.boards()) {
        const { people, grants, sections } = await admin.board(id);
        const logins = new Map((await admin.logins(id)).map(({ login, person }) => [person, login]));
        console.log(`${id}\t${name}\thead ${head.seq}:${head.hash}`);
        console.log(`  ${sections.map(({ id: section }) => section).join(', ')}`);
        for (const person of people) {
          const held = grants.filter((grant) => grant.person === person.id && grant.revokedAt === null);
          const roles = held.map(({ id: grant, role, sections: of }) => `${role}[${of?.join(',') ?? '*'}] ${grant}`);
          console.log(`  ${logins.get(person.id) ?? '-'}\t${person.name}\t${person.unit}\t${roles.join('; ')}`);
        }
      }
    }),
  );

program
  .command('section')
  .description('Chuyên mục / Sections')
  .command('add')
  .description('Thêm hoặc đổi chuyên mục / Add or change a section')
  .requiredOption('--id <id>', 'mã không dấu, ví dụ tin-tuc / id')
  .requiredOption('--vi <title>', 'tên tiếng Việt / Vietnamese title')
  .requiredOption('--en <title>', 'tên tiếng Anh / English title')
  .option('--field <field>', 'lĩnh vực / field', '')
  .option('--sub-portal <id>', 'thuộc cổng con, trang thành phần / of a sub-portal')
  .addOption(boardOption())
  .addOption(dataOption())
  .action(({ data, board: chosen, id, vi, en, field, subPortal = null }) =>
    withBoard(data, chosen, async ({ admin }, boardId) => {
      const section = { id: sectionIdSchema.parse(id), title: { vi, en }, field, subPortal };
      console.log(await admin.addSection(boardId, section));
    }),
  );

program
  .command('sub-portal')
  .description('Cổng con, trang thành phần / Sub-portals')
  .command('set')
  .description('Thêm hoặc đổi, kèm hồ sơ để hoạt động / Add or change, with the papers it needs to go live')
  .requiredOption('--id <id>', 'mã không dấu / id')
  .requiredOption('--vi <title>', 'tên tiếng Việt / Vietnamese title')
  .requiredOption('--en <title>', 'tên tiếng Anh / English title')
  .option('--owner <name>', 'đơn vị chủ quản / owner', '')
  .option('--unit <name>', 'Ban, bộ phận biên tập / editorial board or unit')
  .option('--unit-number <number>', 'số văn bản thành lập / number of the document that set it up')
  .option('--permission <number>', 'số văn bản cho phép / number of the permission')
  .option('--permission-date <date>', 'ngày cho phép, YYYY-MM-DD / its date')
  .option('--live', 'cho hoạt động / let it go live', false)
  .addOption(boardOption())
  .addOption(dataOption())
  .action(({ data, board: chosen, id, vi, en, owner, unit, unitNumber, permission, permissionDate, live }) =>
    withBoard(data, chosen, async ({ admin }, boardId) => {
      const editorialUnit = unit === undefined ? null : { name: unit, number: unitNumber ?? '' };
      const allowed = permission === undefined ? null : { number: permission, date: permissionDate ?? '' };
      console.log(
        await admin.setSubPortal(boardId, { id, title: { vi, en }, owner, editorialUnit, permission: allowed, live }),
      );
    }),
  );

program
  .command('person')
  .description('Người dùng / People')
  .command('add')
  .description('Thêm người với vai trò; in mật khẩu một lần / Add a person with roles; prints the password once')
  .requiredOption('--name <name>', 'họ tên / name')
  .requiredOption('--unit <unit>', 'đơn vị / unit')
  .requiredOption('--login <login>', 'tên đăng nhập / login')
  .requiredOption('--role <role>', 'vai trò, lặp lại được / role, repeatable', many)
  .option('--sections <ids>', 'chuyên mục, ngăn bằng dấu phẩy; bỏ trống là tất cả / sections; all when left out', many)
  .addOption(boardOption())
  .addOption(dataOption())
  .action(({ data, board: chosen, name, unit, login, role, sections }) =>
    withBoard(data, chosen, async ({ admin }, boardId) => {
      const of = sections === undefined ? null : sectionIdSchema.array().parse(sections);
      const roles = roleIdSchema.array().parse(role);
      const added = await admin.addPerson(boardId, {
        name,
        unit,
        login,
        roles: roles.map((id) => ({ role: id, sections: of })),
      });
      console.log(`${added.person}\nMật khẩu / Password: ${added.password}`);
    }),
  );

const role = program.command('role').description('Vai trò / Roles');
role
  .command('grant')
  .description('Giao vai trò / Grant a role')
  .requiredOption('--login <login>', 'tên đăng nhập / login')
  .requiredOption('--role <role>', 'vai trò / role')
  .option('--sections <ids>', 'chuyên mục; bỏ trống là tất cả / sections; all when left out', many)
  .addOption(boardOption())
  .addOption(dataOption())
  .action(({ data, board: chosen, login, role: id, sections }) =>
    withBoard(data, chosen, async (opened, boardId) => {
      const person = await personOf(opened, boardId, login);
      const of = sections === undefined ? null : sectionIdSchema.array().parse(sections);
      const granted: RoleId = roleIdSchema.parse(id);
      console.log(await opened.admin.grantRole(boardId, person, granted, of));
    }),
  );
role
  .command('revoke')
  .description('Thu hồi vai trò / Revoke a role')
  .requiredOption('--grant <id>', 'mã giao vai trò, xem «board list» / grant id, see “board list”')
  .addOption(boardOption())
  .addOption(dataOption())
  .action(({ data, board: chosen, grant }) =>
    withBoard(data, chosen, ({ admin }, boardId) => admin.revokeRole(boardId, authorityIdSchema.parse(grant))),
  );

program
  .command('password')
  .description('Mật khẩu / Passwords')
  .command('reset')
  .description('Đặt lại và in mật khẩu mới; kết thúc mọi phiên / Reset, print the new one, end every session')
  .requiredOption('--login <login>', 'tên đăng nhập / login')
  .addOption(dataOption())
  .action(({ data, login }) =>
    withData(data, async ({ admin }) => {
      console.log(`Mật khẩu / Password: ${(await admin.resetPassword(login)).password}`);
    }),
  );

program
  .command('site-password')
  .description('Đặt lại mật khẩu quản trị của trang công khai / Reset the public site’s administrator password')
  .addOption(dataOption())
  .action(({ data }) =>
    withData(data, async ({ store }) => {
      const password = randomPassword();
      await store.putSecret(siteAdministratorSecret, await hashPassword(password));
      console.log(`Mật khẩu / Password: ${password}`);
    }),
  );

const device = program.command('device').description('Máy của người dùng / Devices');
device
  .command('list')
  .description('Các máy đã đăng ký / Enrolled devices')
  .addOption(boardOption())
  .addOption(dataOption())
  .action(({ data, board: chosen }) =>
    withBoard(data, chosen, async ({ admin }, boardId) => {
      const { devices, people } = await admin.board(boardId);
      for (const { id, name, person, enrolledAt, revokedAt } of devices) {
        const owner = people.find(({ id: known }) => known === person)?.name ?? person;
        console.log([id, owner, name, enrolledAt, revokedAt ?? ''].join('\t'));
      }
    }),
  );
device
  .command('revoke')
  .description('Thu hồi máy bị mất / Revoke a lost device')
  .requiredOption('--device <id>', 'mã máy / device id')
  .addOption(boardOption())
  .addOption(dataOption())
  .action(({ data, board: chosen, device: id }) =>
    withBoard(data, chosen, ({ admin }, boardId) => admin.revokeDevice(boardId, deviceIdSchema.parse(id))),
  );

program
  .command('fingerprint')
  .description('In vân tay chứng thư gốc / Print the CA fingerprint')
  .addOption(dataOption())
  .action(({ data }) => withData(data, async ({ certificates }) => console.log(certificates.fingerprint)));

program
  .command('restored')
  .description(
    'Sau khi phục hồi dữ liệu từ bản sao lưu: báo cho mọi bàn làm việc / After restoring a backup: tell every desk',
  )
  .addOption(dataOption())
  .action(({ data }) => withData(data, async ({ store }) => console.log(`epoch ${await store.raiseEpoch()}`)));

program
  .command('openapi')
  .description('In giao diện máy chủ dạng OpenAPI 3.1 / Print the interface as OpenAPI 3.1')
  .action(async () => {
    // Loaded only here: it takes longer to load than a server needs to start.
    const { openApiDocument } = await import('./openapi.ts');
    console.log(JSON.stringify(await openApiDocument(), null, 2));
  });

program.addCommand(deadlineCommand());

program
  .command('verify-log')
  .description('Kiểm tra độc lập chuỗi nhật ký; chạy được cả khi máy chủ đang chạy / Verify the log independently')
  .addOption(dataOption())
  .addOption(boardOption())
  .option('--expect-head <seq:hash>', 'đầu chuỗi đã từng thấy, lặp lại được / a head seen before, repeatable', many)
  .option('--json', 'in JSON / print JSON', false)
  .action(async ({ data, board: chosen, expectHead, json }) => {
    const expectHeads = (expectHead ?? []).map(parseExpectedHead);
    const reports = await verifyLog(data, { ...(chosen === undefined ? {} : { board: chosen }), expectHeads });
    printReports(reports, json);
    process.exitCode = reports.some(({ faults }) => faults.length > 0) ? 1 : 0;
  });

program
  .command('story')
  .argument('<file>', 'tệp truyện / story file')
  .description('Diễn các truyện theo một quy chế / Play stories against a profile')
  .option('--profile <fileOrId>', 'quy chế khác với quy chế tệp nêu / another profile than the file names')
  .option('--json', 'mỗi bước một dòng JSON / one JSON line a step', false)
  .action(async (file, { profile, json }) => {
    const unmet = await playStories(file, { profile, json }, (line) => console.log(line));
    process.exitCode = unmet > 0 ? 1 : 0;
  });

program
  .command('profile')
  .description('Quy chế / Regulation profiles')
  .command('check')
  .argument('<file>', 'tệp hoặc mã quy chế / file or id of a profile')
  .description('Kiểm tra một quy chế / Check a profile')
  .option('--json', 'in JSON / print JSON', false)
  .action(async (file, { json }) => {
    const problems = await checkProfileFile(file, json, (line) => console.log(line));
    process.exitCode = problems > 0 ? 1 : 0;
  });

async function withData(dataDirectory: string, work: (data: PortalData) => Promise<void>): Promise<void> {
  const data = await openPortalData(parseConfig({ dataDirectory }));
  try {
    await work(data);
  } finally {
    await data.close();
  }
}

/** The board named, or the only one. */
async function withBoard(
  dataDirectory: string,
  chosen: string | undefined,
  work: (data: PortalData, board: BoardId) => Promise<void>,
): Promise<void> {
  await withData(dataDirectory, async (data) => {
    const boards = await data.admin.boards();
    const named = chosen ?? (boards.length === 1 ? boards[0]?.id : undefined);
    if (named === undefined) throw new AdministrationError('unknown-board', '--board');
    await work(data, boardIdSchema.parse(named));
  });
}

async function personOf({ admin }: PortalData, boardId: BoardId, login: string): Promise<PersonId> {
  const found = (await admin.logins(boardId)).find((entry) => entry.login === login);
  if (found === undefined) throw new AdministrationError('unknown', login);
  return found.person;
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof StartError) {
    console.error(error.message);
    process.exitCode = 2;
  } else if (error instanceof AdministrationError) {
    console.error(`${sentences[error.code]}: ${error.subject}`);
    process.exitCode = 1;
  } else if (error instanceof ProfileError) {
    console.error(`Tệp quy chế không dùng được / The profile is not usable:\n${error.message}`);
    process.exitCode = 1;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
