import { describe, expect, test } from 'vitest';
import { FetchRefused } from './fetch-refused.ts';
import { checkUrl, isPublicAddress } from './public-address.ts';

function outcome(url: string, enrolled: Parameters<typeof checkUrl>[1] = null): string {
  try {
    return checkUrl(url, enrolled).enrolled ? 'enrolled' : 'allowed';
  } catch (error) {
    if (error instanceof FetchRefused) return error.refusal;
    throw error;
  }
}

const refused: readonly (readonly [string, string])[] = [
  ['http://127.0.0.1/', 'addressRefused'],
  ['http://127.1/', 'addressRefused'],
  ['http://127.0.1/', 'addressRefused'],
  ['http://2130706433/', 'addressRefused'],
  ['http://0x7f000001/', 'addressRefused'],
  ['http://0x7f.0.0.1/', 'addressRefused'],
  ['http://0177.0.0.1/', 'addressRefused'],
  ['http://017700000001/', 'addressRefused'],
  ['http://0/', 'addressRefused'],
  ['http://0.0.0.0/', 'addressRefused'],
  ['http://%31%32%37.0.0.1/', 'addressRefused'],
  ['http://１２７.0.0.1/', 'addressRefused'],
  ['http://127。0。0。1/', 'addressRefused'],
  ['http://127.0.0.1./', 'addressRefused'],
  ['http://10.1.2.3/', 'addressRefused'],
  ['http://172.16.0.1/', 'addressRefused'],
  ['http://172.31.255.255/', 'addressRefused'],
  ['http://192.168.1.1/', 'addressRefused'],
  ['http://169.254.169.254/latest/meta-data/', 'addressRefused'],
  ['http://2852039166/', 'addressRefused'],
  ['http://100.64.0.1/', 'addressRefused'],
  ['http://100.100.100.200/', 'addressRefused'],
  ['http://168.63.129.16/', 'addressRefused'],
  ['http://192.0.0.192/', 'addressRefused'],
  ['http://192.0.2.1/', 'addressRefused'],
  ['http://198.18.0.1/', 'addressRefused'],
  ['http://198.51.100.1/', 'addressRefused'],
  ['http://203.0.113.10/', 'addressRefused'],
  ['http://224.0.0.1/', 'addressRefused'],
  ['http://240.0.0.1/', 'addressRefused'],
  ['http://255.255.255.255/', 'addressRefused'],
  ['http://[::]/', 'addressRefused'],
  ['http://[::1]/', 'addressRefused'],
  ['http://[0:0:0:0:0:0:0:1]/', 'addressRefused'],
  ['http://[::ffff:127.0.0.1]/', 'addressRefused'],
  ['http://[::ffff:7f00:1]/', 'addressRefused'],
  ['http://[::127.0.0.1]/', 'addressRefused'],
  ['http://[::ffff:0:127.0.0.1]/', 'addressRefused'],
  ['http://[64:ff9b::127.0.0.1]/', 'addressRefused'],
  ['http://[64:ff9b::a9fe:a9fe]/', 'addressRefused'],
  ['http://[64:ff9b:1::7f00:1]/', 'addressRefused'],
  ['http://[2002:7f00:1::]/', 'addressRefused'],
  ['http://[2001::7f00:1]/', 'addressRefused'],
  ['http://[2001:db8::1]/', 'addressRefused'],
  ['http://[fe80::1]/', 'addressRefused'],
  ['http://[fec0::1]/', 'addressRefused'],
  ['http://[fc00::1]/', 'addressRefused'],
  ['http://[fd00:ec2::254]/', 'addressRefused'],
  ['http://[ff02::1]/', 'addressRefused'],
  ['http://[fe80::1%25eth0]/', 'addressInvalid'],
  ['http://localhost/', 'addressRefused'],
  ['http://LOCALHOST/', 'addressRefused'],
  ['http://localhost./', 'addressRefused'],
  ['http://a.localhost/', 'addressRefused'],
  ['http://ｌｏｃａｌｈｏｓｔ/', 'addressRefused'],
  ['http://metadata/', 'addressRefused'],
  ['http://metadata.google.internal/computeMetadata/v1/', 'addressRefused'],
  ['http://printer.local/', 'addressRefused'],
  ['http://intranet/', 'addressRefused'],
  ['http://desk.corp/', 'addressRefused'],
  ['http://router.home.arpa/', 'addressRefused'],
  ['http://portal.example.gov.vn:22/', 'portRefused'],
  ['http://portal.example.gov.vn:6379/', 'portRefused'],
  ['https://portal.example.gov.vn:8443/', 'portRefused'],
  ['http://user@portal.example.gov.vn/', 'credentialsRefused'],
  ['http://user:word@portal.example.gov.vn/', 'credentialsRefused'],
  ['http://portal.example.gov.vn@127.0.0.1/', 'credentialsRefused'],
  ['file:///etc/passwd', 'schemeRefused'],
  ['ftp://portal.example.gov.vn/', 'schemeRefused'],
  ['gopher://127.0.0.1:70/', 'schemeRefused'],
  ['data:text/html,x', 'schemeRefused'],
  ['javascript:alert(1)', 'schemeRefused'],
  ['blob:https://portal.example.gov.vn/x', 'schemeRefused'],
  ['//portal.example.gov.vn/', 'addressInvalid'],
  ['portal.example.gov.vn', 'addressInvalid'],
  ['http://', 'addressInvalid'],
  ['http://999.1.1.1/', 'addressInvalid'],
  [`http://portal.example.gov.vn/${'a'.repeat(9_000)}`, 'addressInvalid'],
];

describe('checkUrl', () => {
  test.each(refused)('refuses %s', (url, refusal) => {
    expect(outcome(url)).toBe(refusal);
  });

  test.each([
    'https://portal.example.gov.vn/tin/1',
    'http://portal.example.gov.vn:80/',
    'https://portal.example.gov.vn:443/a?b#c',
    'https://cổngthôngtin.vn/',
    'http://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
  ])('lets %s through', (url) => {
    expect(outcome(url)).toBe('allowed');
  });

  test('exempts the enrolled server at its exact host, port and scheme only', () => {
    const enrolled = { host: '10.0.0.5', port: 8_443, ca: '' };
    const answers = [
      'https://10.0.0.5:8443/x',
      'http://10.0.0.5:8443/x',
      'https://10.0.0.5:8444/x',
      'https://10.0.0.5/',
      'https://10.0.0.6:8443/',
      'https://a@10.0.0.5:8443/',
    ];
    expect(answers.map((url) => outcome(url, enrolled))).toEqual([
      'enrolled',
      'portRefused',
      'portRefused',
      'addressRefused',
      'portRefused',
      'credentialsRefused',
    ]);
  });
});

test('an address with a zone, a prefix or nothing in it is not public', () => {
  expect(['fe80::1%eth0', '2606:4700::1111%1', '', 'example.com', '8.8.8.8/8', '8.8.8.8'].map(isPublicAddress)).toEqual(
    [false, false, false, false, false, true],
  );
});
