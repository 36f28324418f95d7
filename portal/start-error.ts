/** Why a portal does not start; each code has its own sentence in both languages. */
export type StartErrorCode =
  | 'bad-configuration'
  | 'port-taken'
  | 'address-unusable'
  | 'data-in-use'
  | 'newer-schema'
  | 'data-unreadable'
  | 'data-unsafe';

const sentences: Readonly<Record<StartErrorCode, { readonly vi: string; readonly en: string }>> = {
  'bad-configuration': {
    vi: 'Cấu hình sai, hãy sửa rồi chạy lại',
    en: 'The configuration is wrong; correct it and start again',
  },
  'port-taken': {
    vi: 'Cổng mạng đã có chương trình khác dùng; hãy dừng chương trình đó hoặc chọn --port khác',
    en: 'Another program uses this port; stop it or choose another --port',
  },
  'address-unusable': {
    vi: 'Không mở được địa chỉ này trên máy; hãy kiểm tra --host và --port',
    en: 'This address cannot be opened on this machine; check --host and --port',
  },
  'data-in-use': {
    vi: 'Thư mục dữ liệu đang được một tiến trình máy chủ khác giữ; hãy dừng tiến trình đó trước',
    en: 'Another server process holds the data directory; stop it first',
  },
  'newer-schema': {
    vi: 'Dữ liệu do bản mới hơn của máy chủ ghi; hãy cập nhật chương trình, dữ liệu không bị đụng tới',
    en: 'The data was written by a newer server; update the program, the data has not been touched',
  },
  'data-unreadable': {
    vi: 'Không đọc hoặc ghi được thư mục dữ liệu; hãy kiểm tra đường dẫn và quyền truy cập',
    en: 'The data directory cannot be read or written; check its path and permissions',
  },
  'data-unsafe': {
    vi: 'Kho dữ liệu không giữ được lời hứa ghi bền; hãy kiểm tra bản SQLite đi kèm',
    en: 'The store cannot keep its promise of durable writes; check the bundled SQLite',
  },
};

/** Thrown while starting; `detail` names the path, port or field. */
export class StartError extends Error {
  readonly code: StartErrorCode;
  readonly detail: string;

  constructor(code: StartErrorCode, detail: string, cause?: unknown) {
    super(`${sentences[code].vi} (${detail}). / ${sentences[code].en} (${detail}).`, { cause });
    this.name = 'StartError';
    this.code = code;
    this.detail = detail;
  }
}
