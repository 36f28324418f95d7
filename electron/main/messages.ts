/** Languages of the shell's own few words; Vietnamese comes first. */
export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

const vietnamese = {
  productName: 'Bàn làm việc Ban Biên tập',
  menuDesk: 'Bàn làm việc',
  menuEdit: 'Soạn thảo',
  menuView: 'Hiển thị',
  menuWindow: 'Cửa sổ',
  about: 'Giới thiệu',
  quit: 'Thoát',
  undo: 'Hoàn tác',
  redo: 'Làm lại',
  cut: 'Cắt',
  copy: 'Sao chép',
  paste: 'Dán',
  pastePlain: 'Dán không kèm định dạng',
  selectAll: 'Chọn tất cả',
  reload: 'Tải lại cửa sổ',
  developerTools: 'Công cụ nhà phát triển',
  actualSize: 'Cỡ chữ mặc định',
  zoomIn: 'Phóng to',
  zoomOut: 'Thu nhỏ',
  fullScreen: 'Toàn màn hình',
  minimize: 'Thu nhỏ cửa sổ',
  close: 'Đóng cửa sổ',
  openOutsideTitle: 'Mở ra ngoài bàn làm việc?',
  openOutside: 'Địa chỉ này sẽ được mở bằng chương trình khác trên máy:',
  openOutsideHint: 'Chỉ mở khi nhận ra tên miền và đang cần xem trang đó.',
  open: 'Mở',
  cancel: 'Không mở',
  coreGoneTitle: 'Bàn làm việc đã dừng',
  coreGone:
    'Phần lõi của bàn làm việc dừng nhiều lần liên tiếp. Văn bản và quyết định đã lưu vẫn còn trong thư mục dữ liệu. Hãy mở lại chương trình; nếu vẫn gặp, gửi tệp nhật ký cho Trung tâm CNTT.',
  buildMissingTitle: 'Bản cài đặt không đầy đủ',
  buildMissing:
    'Thiếu tệp giao diện của chương trình. Hãy cài đặt lại bàn làm việc; dữ liệu đã lưu không bị ảnh hưởng.',
} as const;

type ShellMessages = { readonly [Key in keyof typeof vietnamese]: string };

const english: ShellMessages = {
  productName: 'Editorial Board Desk',
  menuDesk: 'Desk',
  menuEdit: 'Edit',
  menuView: 'View',
  menuWindow: 'Window',
  about: 'About',
  quit: 'Quit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  pastePlain: 'Paste without formatting',
  selectAll: 'Select all',
  reload: 'Reload window',
  developerTools: 'Developer tools',
  actualSize: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fullScreen: 'Full screen',
  minimize: 'Minimise',
  close: 'Close window',
  openOutsideTitle: 'Open outside the desk?',
  openOutside: 'Another program on this computer will open this address:',
  openOutsideHint: 'Open it only if you recognise the domain and need that page now.',
  open: 'Open',
  cancel: 'Do not open',
  coreGoneTitle: 'The desk has stopped',
  coreGone:
    'The heart of the desk stopped several times in a row. Saved texts and decisions are still in the data folder. Start the program again; if it happens again, send the log to the IT centre.',
  buildMissingTitle: 'Incomplete installation',
  buildMissing: 'Files of the user interface are missing. Install the desk again; your data is not affected.',
};

const messages: Readonly<Record<Language, ShellMessages>> = { vi: vietnamese, en: english };

/** The shell's words in one language. */
export function shellMessages(language: Language): ShellMessages {
  return messages[language];
}
