import { checkProfile, type FindingCode } from '#shared/regulation/check-profile.ts';
import { profileBytes, profileFile, readJsonFile } from './json-file.ts';

const sentences: Readonly<Record<FindingCode, string>> = {
  'wrong-shape': 'Không đúng quy cách / Not of the right shape',
  'duplicate-id': 'Mã dùng hai lần / An id is used twice',
  'unknown-role': 'Vai trò chưa khai báo / A role that is not declared',
  'unknown-state': 'Trạng thái chưa khai báo / A state that is not declared',
  'unknown-kind': 'Loại tin, bài chưa khai báo / A kind of item that is not declared',
  'unknown-channel': 'Kênh tiếp nhận chưa khai báo / A channel that is not declared',
  'unknown-deadline': 'Không có thời hạn cho loại thông tin này / No deadline has this information type',
  'dates-reversed': 'Ngày đầu sau ngày cuối / The first date is after the last',
  'board-action-as-step':
    'Việc của cả Ban không phải là một bước của tin, bài / An act of the board is no step of an item',
  'not-from-none': 'Chỉ tiếp nhận mới bắt đầu từ chưa có, và chỉ từ đó / Receiving, and it alone, starts from none',
  'receive-incomplete': 'Bước tiếp nhận thiếu trạng thái hoặc người giữ / Receiving names no state or no holder',
  'shadowed-rule':
    'Bước không bao giờ được dùng vì một bước trước đã nhận trường hợp này / A step never asked: an earlier one takes its cases',
  'unreachable-state': 'Không bước nào dẫn tới trạng thái này / No step leads to this state',
  'no-way-out': 'Trạng thái chưa kết thúc mà không có lối ra / A state that is not final has no way out',
  'cycle-without-exit':
    'Đi vòng mãi, không tới được trạng thái kết thúc / A cycle without exit: no final state can be reached',
  'way-out-by-delegation-only': 'Chỉ ra được khi có ủy quyền / The only way out needs a delegation',
  'previous-without-before': 'Bước quay lại từ trạng thái đầu tiên / A step back from where an item begins',
  'holder-cannot-act':
    'Người giữ không làm được gì ở trạng thái này / Whoever holds the item can do nothing in this state',
  'condition-missing':
    'Bước thiếu điều kiện bắt buộc của phần mềm / A step lacks a condition the product always demands',
  'target-without-holder':
    'Bước giao cho người mà không nêu vai trò giữ / A step hands over to a person and names no holding role',
  'separated-duty-missing': 'Việc phải tách bạch nhưng không ai làm / A separated duty that nobody does',
  'separated-duty-unrecorded':
    'Việc phải tách bạch nhưng không được ghi lại ai đã làm / A separated duty whose doer is not recorded',
  'separated-duties-one-role':
    'Hai việc phải tách bạch mà chỉ một vai trò làm được / Two separated duties that one role alone can do',
  'separated-duties-same-role':
    'Một vai trò được giao cả hai việc phải tách bạch / One role is given both of two separated duties',
  'delegation-without-rule':
    'Bước theo ủy quyền nhưng không có quy định ủy quyền / A step by delegation with no delegation rule',
  'delegation-without-step': 'Ủy quyền việc mà không bước nào nhận / A delegation of something no step takes',
  'delegates-more-than-held': 'Ủy quyền việc mình không có quyền / A delegation of what the delegator may not do',
  'start-not-recorded':
    'Mốc bắt đầu của thời hạn không được ghi ở đâu / A deadline starts from something recorded nowhere',
  'guard-without-field':
    'Kiểm tra trường bắt buộc nhưng loại này không có trường nào / Required fields are asked for where there are none',
  'guard-never-asked': 'Không bước nào kiểm tra điều kiện nộp / No step asks for the submission guard',
  'escalation-without-step': 'Có hạn báo lên cấp trên nhưng không có bước báo / An escalation without a step',
  'escalation-missing': 'Bước báo lên cấp trên nhưng không có hạn chờ / A step that waits for an escalation nobody set',
  'sub-portal-unguarded':
    'Điều kiện mở cổng con không được bước nào kiểm tra / No step asks whether the sub-portal is live',
};

/** Checks a profile and prints every finding with its file and path; gives their number. */
export async function checkProfileFile(
  fileOrId: string,
  json: boolean,
  print: (line: string) => void,
): Promise<number> {
  const file = profileFile(fileOrId);
  const findings = checkProfile(await readJsonFile(file, profileBytes));
  for (const { code, path, subject } of findings) {
    print(json ? JSON.stringify({ file, code, path, subject }) : `${file}: ${path}: ${sentences[code]}: ${subject}`);
  }
  if (!json && findings.length === 0) print(`${file}: dùng được / usable`);
  return findings.length;
}
