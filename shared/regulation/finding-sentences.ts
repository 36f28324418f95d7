import type { FindingCode } from './check-profile.ts';

/** What a finding about a profile means, in one sentence of each language. */
export const findingSentences: Readonly<Record<FindingCode, { readonly vi: string; readonly en: string }>> = {
  'wrong-shape': { vi: 'Không đúng quy cách', en: 'Not of the right shape' },
  'duplicate-id': { vi: 'Mã dùng hai lần', en: 'An id is used twice' },
  'unknown-role': { vi: 'Vai trò chưa khai báo', en: 'A role that is not declared' },
  'unknown-state': { vi: 'Trạng thái chưa khai báo', en: 'A state that is not declared' },
  'unknown-kind': { vi: 'Loại tin, bài chưa khai báo', en: 'A kind of item that is not declared' },
  'unknown-channel': { vi: 'Kênh tiếp nhận chưa khai báo', en: 'A channel that is not declared' },
  'unknown-deadline': { vi: 'Không có thời hạn cho loại thông tin này', en: 'No deadline has this information type' },
  'dates-reversed': { vi: 'Ngày đầu sau ngày cuối', en: 'The first date is after the last' },
  'board-action-as-step': {
    vi: 'Việc của cả Ban không phải là một bước của tin, bài',
    en: 'An act of the board is no step of an item',
  },
  'not-from-none': {
    vi: 'Chỉ tiếp nhận mới bắt đầu từ chưa có, và chỉ từ đó',
    en: 'Receiving, and it alone, starts from none',
  },
  'receive-incomplete': {
    vi: 'Bước tiếp nhận thiếu trạng thái hoặc người giữ',
    en: 'Receiving names no state or no holder',
  },
  'shadowed-rule': {
    vi: 'Bước không bao giờ được dùng vì một bước trước đã nhận trường hợp này',
    en: 'A step never asked: an earlier one takes its cases',
  },
  'unreachable-state': { vi: 'Không bước nào dẫn tới trạng thái này', en: 'No step leads to this state' },
  'no-way-out': { vi: 'Trạng thái chưa kết thúc mà không có lối ra', en: 'A state that is not final has no way out' },
  'cycle-without-exit': {
    vi: 'Đi vòng mãi, không tới được trạng thái kết thúc',
    en: 'A cycle without exit: no final state can be reached',
  },
  'way-out-by-delegation-only': { vi: 'Chỉ ra được khi có ủy quyền', en: 'The only way out needs a delegation' },
  'previous-without-before': {
    vi: 'Bước quay lại từ trạng thái đầu tiên',
    en: 'A step back from where an item begins',
  },
  'holder-cannot-act': {
    vi: 'Người giữ không làm được gì ở trạng thái này',
    en: 'Whoever holds the item can do nothing in this state',
  },
  'condition-missing': {
    vi: 'Bước thiếu điều kiện bắt buộc của phần mềm',
    en: 'A step lacks a condition the product always demands',
  },
  'target-without-holder': {
    vi: 'Bước giao cho người mà không nêu vai trò giữ',
    en: 'A step hands over to a person and names no holding role',
  },
  'separated-duty-missing': { vi: 'Việc phải tách bạch nhưng không ai làm', en: 'A separated duty that nobody does' },
  'separated-duty-unrecorded': {
    vi: 'Việc phải tách bạch nhưng không được ghi lại ai đã làm',
    en: 'A separated duty whose doer is not recorded',
  },
  'separated-duties-one-role': {
    vi: 'Hai việc phải tách bạch mà chỉ một vai trò làm được',
    en: 'Two separated duties that one role alone can do',
  },
  'separated-duties-same-role': {
    vi: 'Một vai trò được giao cả hai việc phải tách bạch',
    en: 'One role is given both of two separated duties',
  },
  'delegation-without-rule': {
    vi: 'Bước theo ủy quyền nhưng không có quy định ủy quyền',
    en: 'A step by delegation with no delegation rule',
  },
  'delegation-without-step': {
    vi: 'Ủy quyền việc mà không bước nào nhận',
    en: 'A delegation of something no step takes',
  },
  'delegates-more-than-held': {
    vi: 'Ủy quyền việc mình không có quyền',
    en: 'A delegation of what the delegator may not do',
  },
  'start-not-recorded': {
    vi: 'Mốc bắt đầu của thời hạn không được ghi ở đâu',
    en: 'A deadline starts from something recorded nowhere',
  },
  'guard-without-field': {
    vi: 'Kiểm tra trường bắt buộc nhưng loại này không có trường nào',
    en: 'Required fields are asked for where there are none',
  },
  'guard-never-asked': { vi: 'Không bước nào kiểm tra điều kiện nộp', en: 'No step asks for the submission guard' },
  'escalation-without-step': {
    vi: 'Có hạn báo lên cấp trên nhưng không có bước báo',
    en: 'An escalation without a step',
  },
  'escalation-missing': {
    vi: 'Bước báo lên cấp trên nhưng không có hạn chờ',
    en: 'A step that waits for an escalation nobody set',
  },
  'sub-portal-unguarded': {
    vi: 'Điều kiện mở cổng con không được bước nào kiểm tra',
    en: 'No step asks whether the sub-portal is live',
  },
};
