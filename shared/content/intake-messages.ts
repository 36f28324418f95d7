/** Why a Word file cannot be taken in. */
export const intakeErrorCodes = [
  'too-large',
  'not-docx',
  'old-doc',
  'password-protected',
  'macro',
  'corrupt',
  'bomb',
  'unsafe-archive',
  'unsafe-xml',
  'too-complex',
  'timeout',
  'empty-document',
  'conversion-failed',
  'incomplete',
  'cancelled',
] as const;
export type IntakeErrorCode = (typeof intakeErrorCodes)[number];

/** What did not come over as it was; the person checks these places in the text. */
export const intakeWarningCodes = [
  'image-unsupported',
  'image-broken',
  'image-too-large',
  'image-external',
  'image-surplus',
  'equation-dropped',
  'drawing-dropped',
  'embedded-file-dropped',
  'changes-accepted',
  'comments-dropped',
  'numbering-simplified',
  'legacy-font',
  'content-dropped',
  'link-dropped',
  'nesting-flattened',
] as const;
export type IntakeWarningCode = (typeof intakeWarningCodes)[number];

type Message = { readonly vi: string; readonly en: string };

/** What the person is told, and what to do next. */
export const intakeErrorMessages: Readonly<Record<IntakeErrorCode, Message>> = {
  'too-large': {
    vi: 'Tệp lớn hơn 25 MB nên không nhận. Hãy giảm dung lượng ảnh trong Word (Nén ảnh) hoặc gửi phụ lục thành tệp đính kèm, rồi thử lại.',
    en: 'The file is larger than 25 MB and was not taken in. Compress its pictures in Word or send annexes as attachments, then try again.',
  },
  'not-docx': {
    vi: 'Đây không phải tệp Word (.docx). Hãy mở tệp bằng phần mềm đã soạn nó và lưu lại dưới dạng Word (.docx).',
    en: 'This is not a Word file (.docx). Open it in the program that made it and save it as Word (.docx).',
  },
  'old-doc': {
    vi: 'Đây là tệp Word đời cũ (.doc). Hãy mở bằng Word, chọn “Lưu thành…” và chọn dạng Word (.docx).',
    en: 'This is an old Word file (.doc). Open it in Word, choose “Save as…” and pick Word (.docx).',
  },
  'password-protected': {
    vi: 'Tệp được bảo vệ bằng mật khẩu nên không đọc được. Hãy gỡ mật khẩu trong Word (Tệp › Thông tin › Bảo vệ tài liệu) rồi thử lại.',
    en: 'The file is protected by a password and cannot be read. Remove the password in Word (File › Info › Protect Document), then try again.',
  },
  macro: {
    vi: 'Tệp có macro (chương trình nhúng) nên không nhận, để bảo đảm an toàn. Hãy lưu lại dưới dạng Word (.docx) không có macro.',
    en: 'The file contains macros (embedded programs) and was refused for safety. Save it as Word (.docx) without macros.',
  },
  corrupt: {
    vi: 'Tệp bị hỏng hoặc tải về chưa trọn. Hãy xin lại tệp từ người gửi, hoặc mở bằng Word và lưu thành tệp mới.',
    en: 'The file is damaged or was not downloaded whole. Ask the sender for it again, or open it in Word and save a new copy.',
  },
  bomb: {
    vi: 'Tệp bung ra lớn bất thường nên không nhận, để tránh treo máy. Nếu tệp đáng tin, hãy mở bằng Word, chép nội dung sang tệp mới rồi thử lại.',
    en: 'The file unpacks to an abnormal size and was refused, so that the computer does not stall. If you trust it, copy its content into a new Word file and try again.',
  },
  'unsafe-archive': {
    vi: 'Cấu trúc tệp có dấu hiệu bị can thiệp nên không nhận. Hãy xin lại tệp gốc từ người gửi.',
    en: 'The structure of the file shows signs of tampering and was refused. Ask the sender for the original file.',
  },
  'unsafe-xml': {
    vi: 'Tệp chứa khai báo không an toàn nên không nhận. Hãy xin lại tệp gốc từ người gửi, hoặc mở bằng Word và lưu thành tệp mới.',
    en: 'The file contains unsafe declarations and was refused. Ask the sender for the original, or open it in Word and save a new copy.',
  },
  'too-complex': {
    vi: 'Văn bản quá dài hoặc quá phức tạp để nhận một lần. Hãy tách thành nhiều tệp, hoặc chuyển bảng lớn thành tệp đính kèm.',
    en: 'The document is too long or too complex to take in at once. Split it into several files, or turn large tables into attachments.',
  },
  timeout: {
    vi: 'Đọc tệp quá lâu nên đã dừng. Hãy thử lại; nếu vẫn vậy, hãy tách tệp hoặc lưu lại bằng Word.',
    en: 'Reading the file took too long and was stopped. Try again; if it happens again, split the file or save it anew in Word.',
  },
  'empty-document': {
    vi: 'Tệp không có nội dung nào. Hãy kiểm tra xem có chọn nhầm tệp không.',
    en: 'The file has no content. Check that you chose the right one.',
  },
  'conversion-failed': {
    vi: 'Không chuyển được nội dung của tệp này. Hãy mở bằng Word, lưu thành tệp mới rồi thử lại.',
    en: 'The content of this file could not be converted. Open it in Word, save a new copy and try again.',
  },
  incomplete: {
    vi: 'Chưa nhận đủ tệp. Hãy thả tệp vào lại.',
    en: 'The file did not arrive whole. Drop it again.',
  },
  cancelled: {
    vi: 'Đã dừng nhận tệp theo yêu cầu; chưa có gì được lưu.',
    en: 'Taking in the file was cancelled; nothing was stored.',
  },
};

/** What the person should look at after intake. */
export const intakeWarningMessages: Readonly<Record<IntakeWarningCode, Message>> = {
  'image-unsupported': {
    vi: 'Có ảnh ở định dạng không đăng được (EMF, WMF, SVG…) nên chưa đưa vào. Hãy lưu ảnh thành PNG hoặc JPEG rồi chèn lại.',
    en: 'Some pictures are in a format that cannot be published (EMF, WMF, SVG…) and were left out. Save them as PNG or JPEG and insert them again.',
  },
  'image-broken': {
    vi: 'Có ảnh bị hỏng nên chưa đưa vào. Hãy chèn lại từ tệp gốc.',
    en: 'Some pictures are damaged and were left out. Insert them again from the original.',
  },
  'image-too-large': {
    vi: 'Có ảnh lớn hơn 40 triệu điểm ảnh nên chưa đưa vào. Hãy thu nhỏ rồi chèn lại.',
    en: 'Some pictures have more than 40 million pixels and were left out. Reduce them and insert them again.',
  },
  'image-external': {
    vi: 'Có ảnh chỉ liên kết ra ngoài tệp nên không lấy được. Hãy chèn ảnh vào tệp.',
    en: 'Some pictures are only links to outside the file and were left out. Insert the pictures themselves.',
  },
  'image-surplus': {
    vi: 'Tệp có quá nhiều ảnh; chỉ lấy 200 ảnh đầu.',
    en: 'The file has too many pictures; only the first 200 were taken.',
  },
  'equation-dropped': {
    vi: 'Có công thức toán chưa đưa vào được. Hãy thay bằng chữ hoặc ảnh.',
    en: 'Some equations could not be taken in. Replace them with text or a picture.',
  },
  'drawing-dropped': {
    vi: 'Có biểu đồ hoặc hình vẽ chưa đưa vào được. Hãy thay bằng ảnh.',
    en: 'Some charts or drawings could not be taken in. Replace them with pictures.',
  },
  'embedded-file-dropped': {
    vi: 'Có tệp nhúng bên trong chưa đưa vào. Nếu cần đăng, hãy gửi thành tệp đính kèm.',
    en: 'Some embedded files were left out. If they are to be published, send them as attachments.',
  },
  'changes-accepted': {
    vi: 'Tệp còn dấu vết sửa đổi (Track Changes); nội dung lấy theo bản đã chấp nhận mọi sửa đổi. Hãy kiểm tra lại.',
    en: 'The file has tracked changes; the text was taken as if all were accepted. Please check it.',
  },
  'comments-dropped': {
    vi: 'Các ghi chú (comment) trong tệp không được đưa vào bài.',
    en: 'Comments in the file were not taken into the article.',
  },
  'numbering-simplified': {
    vi: 'Danh sách đánh số tự động được chuyển thành 1, 2, 3… Hãy đối chiếu số thứ tự với tệp gốc.',
    en: 'Automatic numbering became 1, 2, 3… Compare the numbers with the original file.',
  },
  'legacy-font': {
    vi: 'Tệp dùng phông chữ cũ (TCVN3 hoặc VNI), chữ có thể hiển thị sai. Hãy chuyển sang Unicode rồi nhận lại.',
    en: 'The file uses legacy fonts (TCVN3 or VNI), so letters may show wrong. Convert it to Unicode and take it in again.',
  },
  'content-dropped': {
    vi: 'Có thành phần không đăng được nên đã bỏ qua. Hãy đối chiếu với tệp gốc.',
    en: 'Some parts cannot be published and were left out. Compare with the original file.',
  },
  'link-dropped': {
    vi: 'Có liên kết không an toàn nên chỉ giữ phần chữ.',
    en: 'Some unsafe links were removed; their text was kept.',
  },
  'nesting-flattened': {
    vi: 'Có danh sách hoặc bảng lồng quá sâu nên đã trải phẳng. Hãy kiểm tra lại bố cục.',
    en: 'Some lists or tables were nested too deep and were flattened. Please check the layout.',
  },
};
