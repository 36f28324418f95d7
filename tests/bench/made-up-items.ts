import type { Article, Block } from '#shared/content/article.ts';
import type { ItemSnapshot } from '#shared/contract/sync-messages.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { hashSchema } from '#shared/lib/hash.ts';
import type { CommandId, ItemId, PersonId, SectionId } from '#shared/lib/ids.ts';
import { commandIdSchema, itemIdSchema, newId, personIdSchema, sectionIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { RoleId, StateId } from '#shared/regulation/vocabulary.ts';
import { unknownSupply } from '#shared/workflow/supply.ts';

/** Repeatable chance: the same seed gives the same items on every machine (mulberry32). */
export function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SUBJECTS = [
  'Sở Tài chính',
  'Sở Y tế',
  'Ủy ban nhân dân tỉnh',
  'Trung tâm Phục vụ hành chính công',
  'Sở Giáo dục và Đào tạo',
  'Sở Xây dựng',
  'Văn phòng Ủy ban nhân dân tỉnh',
  'Ban Quản lý dự án',
  'Công an tỉnh',
  'Sở Nông nghiệp và Môi trường',
  'Thuế tỉnh',
  'Bảo hiểm xã hội',
];
const VERBS = [
  'hướng dẫn',
  'thông báo',
  'công bố',
  'triển khai',
  'lấy ý kiến về',
  'tổ chức hội nghị về',
  'điều chỉnh',
  'tổng kết',
  'kiểm tra',
  'khai trương',
  'ban hành kế hoạch',
  'trả lời kiến nghị về',
  'mở đợt cao điểm về',
  'tiếp nhận hồ sơ',
];
const OBJECTS = [
  'thủ tục đăng ký kinh doanh',
  'lịch tiếp công dân',
  'mức thu phí bến bãi',
  'danh mục dịch vụ công trực tuyến',
  'kết quả xét tuyển viên chức',
  'phòng chống dịch sốt xuất huyết',
  'quy hoạch sử dụng đất',
  'chuyển đổi số cấp xã',
  'hỗ trợ người cao tuổi',
  'tuyển sinh đầu cấp',
  'cấp đổi giấy phép lái xe',
  'an toàn thực phẩm mùa lễ hội',
  'phương án ứng phó bão lũ',
  'thu gom rác thải sinh hoạt',
  'đấu giá quyền khai thác đá',
  'nghĩa vụ quân sự',
  'bồi thường, hỗ trợ, tái định cư',
  'khám sức khỏe học sinh',
  'sắp xếp đơn vị hành chính',
  'giải ngân vốn đầu tư công',
];
const PLACES = [
  'tại các phường trung tâm',
  'trên địa bàn tỉnh',
  'ở vùng ven biển',
  'tại các xã miền núi',
  'trong quý này',
  'từ đầu tháng sau',
  'đến hết năm',
  '',
];
/** Pieces of summaries; three of them and two proper names make one, so that words are spread as in real leads. */
const CLAUSES = [
  'hồ sơ nộp qua mạng tăng mạnh',
  'mức hỗ trợ tối đa hai mươi triệu đồng',
  'ưu tiên hộ nghèo và cận nghèo',
  'áp dụng từ ngày ký',
  'thay cho mẫu đơn cũ',
  'rút ngắn ba ngày so với trước',
  'lắp thêm camera giám sát giao thông',
  'bà con ngư dân chủ động neo đậu tàu thuyền',
  'học sinh nghỉ học một buổi',
  'giá vé giữ nguyên',
  'lễ hội kéo dài bốn ngày',
  'vận hành thử tuyến xe buýt mới',
  'tạm cấm một số loại xe tải',
  'bệnh viện bổ sung máy chụp cắt lớp',
  'chợ đầu mối dời về phía nam',
  'nước sinh hoạt bị cắt vào ban đêm',
  'trồng bù hai nghìn cây xanh',
  'thu hồi giấy phép ba cơ sở',
  'xử phạt hành chính nhiều trường hợp',
  'mở lớp dạy nghề miễn phí',
  'tuyên dương gương người tốt',
  'khởi công cầu vượt sông',
  'nạo vét kênh thoát lũ',
  'giống lúa chịu mặn cho năng suất cao',
  'giảm nửa lệ phí chứng thực',
  'công khai danh sách trúng tuyển',
  'chi trả lương hưu tại nhà',
  'cập nhật bản đồ ngập lụt',
  'phát động thi đua nước rút',
  'ngân hàng chính sách giải ngân sớm',
  'khách quốc tế đạt kỷ lục',
  'sân bay tăng chuyến dịp Tết',
  'thí điểm đèn đường năng lượng mặt trời',
  'tiêm vắc xin cho đàn gia súc',
  'khảo sát ý kiến người dân',
  'tập huấn kỹ năng số cho tổ cộng đồng',
  'trao quà cho thương binh',
  'bàn giao mặt bằng khu tái định cư',
  'kiểm định lại đập thủy lợi',
  'số hóa sổ hộ tịch',
];
const NAMES_FIRST = [
  'Diên',
  'Vạn',
  'Ninh',
  'Cam',
  'Phước',
  'Vĩnh',
  'Xuân',
  'Suối',
  'Sơn',
  'Hòn',
  'Tân',
  'Bình',
  'Đại',
  'Trung',
  'Đông',
  'Tây',
  'Lộc',
  'Hiệp',
  'An',
  'Mỹ',
];
const NAMES_SECOND = [
  'Thọ',
  'Giã',
  'Hòa',
  'Ranh',
  'Đồng',
  'Hải',
  'Cát',
  'Lâm',
  'Phú',
  'Thạnh',
  'Nguyên',
  'Khê',
  'Châu',
  'Định',
  'Quang',
  'Hưng',
  'Điền',
  'Thuận',
  'Lạc',
  'Bửu',
];
const SENTENCES = [
  'Theo đó, các tổ chức và cá nhân có nhu cầu nộp hồ sơ trực tiếp tại bộ phận một cửa hoặc gửi qua hệ thống dịch vụ công trực tuyến.',
  'Thời gian giải quyết không quá bảy ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.',
  'Lãnh đạo đơn vị yêu cầu các phòng chuyên môn rà soát, cập nhật đầy đủ thông tin và chịu trách nhiệm về tính chính xác của số liệu.',
  'Mọi phản ánh, kiến nghị xin gửi về đường dây nóng để được tiếp nhận và trả lời đúng thời hạn quy định.',
  'Kinh phí thực hiện được bố trí từ nguồn ngân sách địa phương và các nguồn hợp pháp khác.',
  'Người dân lưu ý mang theo giấy tờ tùy thân bản chính để đối chiếu khi đến nhận kết quả.',
  'Đến nay, tỷ lệ hồ sơ nộp trực tuyến đã tăng đáng kể so với cùng kỳ năm trước.',
  'Các địa phương báo cáo kết quả thực hiện trước ngày hai mươi lăm hằng tháng để tổng hợp.',
];
const ENDED: readonly StateId[] = ['reported', 'reported', 'reported', 'published', 'refused', 'withdrawn'];
const OPEN: readonly (readonly [StateId, RoleId])[] = [
  ['received', 'centreRep'],
  ['edited', 'centreRep'],
  ['specialistReview', 'member'],
  ['submitted', 'head'],
  ['approved', 'centreRep'],
  ['uploaded', 'secretary'],
  ['reuploadRequested', 'centreRep'],
  ['returned', 'centreRep'],
];

/** People of the made-up board, by the role each holds. */
export const MADE_UP_PEOPLE = (['head', 'deputy', 'secretary', 'centreRep', 'member'] as const).map((role, index) => ({
  role,
  id: personIdSchema.parse(`${'0'.repeat(25)}${index + 1}`),
  name: ['Trần Thị Minh Hạnh', 'Nguyễn Văn Thọ', 'Lê Thị Thanh Thủy', 'Phạm Đức Hòa', 'Đỗ Quang Huy'][index] ?? '',
}));

/** Sections of the made-up board. */
export const MADE_UP_SECTIONS: readonly SectionId[] = [
  'tin-tuc',
  'van-ban',
  'thu-tuc',
  'hoi-dap',
  'su-kien',
  'thong-bao',
].map((id) => sectionIdSchema.parse(id));

/** A board's life as a desk first meets it: `count` items over six years, two in a hundred of them still open. */
export function* madeUpItems(count: number, seed = 1): Generator<ItemSnapshot> {
  const chance = createChance(seed);
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(chance() * 256));
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(chance() * values.length)];
    if (value === undefined) throw new Error('Nothing to pick from');
    return value;
  };
  const itemId = (): ItemId => itemIdSchema.parse(newId(bytes));
  const commandId = (): CommandId => commandIdSchema.parse(newId(bytes));
  const hash = (): Hash => hashSchema.parse(Buffer.from(bytes(32)).toString('hex'));
  const person = (role: RoleId): PersonId =>
    (MADE_UP_PEOPLE.find((one) => one.role === role) ?? MADE_UP_PEOPLE[0])?.id ?? pick([]);
  const start = Date.UTC(2020, 4, 11);
  const step = (Date.UTC(2026, 10, 20) - start) / count;
  for (let index = 0; index < count; index += 1) {
    const at = instantFromMs(Math.floor(start + step * index));
    const open = chance() < 0.02;
    const [state, role] = open ? pick(OPEN) : ([pick(ENDED), 'secretary'] as const);
    const version = hash();
    const article = madeUpArticle(index, pick, chance);
    yield {
      item: {
        id: itemId(),
        kind: pick(['news', 'article', 'document', 'petitionAnswer'] as const),
        section: pick(MADE_UP_SECTIONS),
        channel: pick(['portal', 'mailbox', 'eOffice', 'member'] as const),
        sender: pick(SUBJECTS),
        receivedAt: at,
        receivedBy: person('centreRep'),
        original: null,
        supply: unknownSupply,
        profileVersion: 1,
        state,
        previous: null,
        holder: { role, person: null },
        since: at,
        current: version,
        versions: [{ hash: version, parent: null, by: person('centreRep'), at, action: 'receive' }],
        specialist: null,
        approval: null,
        supplementary: null,
        publication: null,
        verifications: [],
        reupload: null,
        objection: null,
        errorReports: [],
        forwarded: null,
        escalatedAt: null,
        performed: [{ duty: 'receive', person: person('centreRep') }],
        comments: chance() < 0.1 ? [comment(commandId(), person('member'), at)] : [],
        notices: [],
        seq: index + 1,
      },
      article,
    };
  }
}

function comment(
  command: CommandId,
  by: PersonId,
  at: ItemSnapshot['item']['since'],
): ItemSnapshot['item']['comments'][number] {
  return {
    command,
    by,
    at,
    text: 'Đề nghị ghi rõ thời hạn nhận hồ sơ.',
    anchor: null,
    pinned: false,
    resolvedBy: null,
  };
}

function madeUpArticle(index: number, pick: <Value>(values: readonly Value[]) => Value, chance: () => number): Article {
  const subject = pick(SUBJECTS);
  const object = pick(OBJECTS);
  const place = (): string => `${pick(NAMES_FIRST)} ${pick(NAMES_SECOND)}`;
  const title = `${subject} ${pick(VERBS)} ${object} ${pick(PLACES)} ${chance() < 0.3 ? `năm ${2020 + (index % 7)}` : ''}`;
  const paragraph = (): Block => ({
    type: 'paragraph',
    content: [
      {
        type: 'text',
        text: `${pick(SENTENCES)} ${pick(SENTENCES)} Số hồ sơ: ${Math.floor(chance() * 90_000 + 10_000)}.`,
      },
    ],
  });
  return {
    language: 'vi',
    title: title.replace(/\s+/g, ' ').trim(),
    summary: `${subject}: ${pick(CLAUSES)}, ${pick(CLAUSES)} tại xã ${place()}; theo ông ${place()}, ${pick(CLAUSES)}.`,
    author: pick(MADE_UP_PEOPLE).name,
    source: subject,
    sourceDate: null,
    body: { type: 'doc', content: Array.from({ length: 4 + Math.floor(chance() * 5) }, paragraph) },
    attachments: [],
    document: null,
  };
}
