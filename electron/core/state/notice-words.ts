import type { DeskNotification } from '#shared/contract/desk-views.ts';
import type { ItemAction } from '#shared/regulation/vocabulary.ts';
import type { Notice } from '../ports.ts';

type Words = { readonly vi: string; readonly en: string };

const words: Readonly<Partial<Record<ItemAction, Words>>> = {
  receive: { vi: 'Tin, bài mới được cung cấp', en: 'A new item was supplied' },
  route: { vi: 'Đề nghị biên tập, kiểm duyệt chuyên ngành', en: 'Sent for specialist review' },
  handBack: { vi: 'Đã biên tập chuyên ngành, chuyển lại', en: 'Handed back from specialist review' },
  submit: { vi: 'Trình duyệt đăng', en: 'Submitted for approval' },
  approve: { vi: 'Đã duyệt đăng', en: 'Approved' },
  return: { vi: 'Trả lại để chỉnh sửa', en: 'Returned for correction' },
  refuse: { vi: 'Từ chối đăng', en: 'Refused' },
  upload: { vi: 'Đã cập nhật lên Cổng, chờ đối chiếu', en: 'Uploaded, awaiting verification' },
  requestReupload: { vi: 'Yêu cầu cập nhật lại', en: 'Re-upload requested' },
  requestSupplementary: { vi: 'Trình duyệt bổ sung', en: 'Submitted for supplementary approval' },
  approveSupplementary: { vi: 'Đã duyệt bổ sung', en: 'Supplementary approval given' },
  declineSupplementary: { vi: 'Không duyệt bổ sung', en: 'Supplementary approval declined' },
  report: { vi: 'Báo cáo kết quả xuất bản', en: 'Publication reported' },
  withdraw: { vi: 'Đã gỡ bỏ', en: 'Withdrawn' },
};

/** The operating system's notice of a hand-over: what happened, on what, by whom. */
export function noticeOf({ action, title, by, item }: DeskNotification, language: 'vi' | 'en'): Notice {
  const what = words[action]?.[language] ?? (language === 'vi' ? 'Có việc mới' : 'New work');
  return { title: what, body: `${title} – ${by}`.slice(0, 300), itemId: item };
}
