// Firewall rules come in three shapes, two address families and any range of ports.
import { describe, expect, it } from 'vitest';
import { judgementOf } from './detection-under-test.ts';

const judge = judgementOf('security-group-open-to-world');

interface Rule {
  readonly protocol?: string;
  readonly from?: number;
  readonly to?: number;
  readonly cidr?: string;
}

function authorize({ protocol = 'tcp', from = 22, to = from, cidr = '0.0.0.0/0' }: Rule): string {
  const isV6 = cidr.includes(':');
  return judge({
    eventSource: 'ec2.amazonaws.com',
    eventName: 'AuthorizeSecurityGroupIngress',
    requestParameters: {
      groupId: 'sg-0a1b2c3d4e5f60718',
      ipPermissions: {
        items: [
          {
            ipProtocol: protocol,
            ...(protocol !== '-1' && { fromPort: from, toPort: to }),
            ipRanges: isV6 ? {} : { items: [{ cidrIp: cidr }] },
            ipv6Ranges: isV6 ? { items: [{ cidrIpv6: cidr }] } : {},
          },
        ],
      },
    },
  });
}

describe('security-group-open-to-world', () => {
  it.each([22, 3389, 1433, 3306, 5432, 6379, 9200, 27017, 2375, 445])('pages for port %i', (from) => {
    expect(authorize({ from })).toBe('page high');
    expect(authorize({ from, cidr: '::/0' })).toBe('page high');
  });

  it.each([
    [0, 65_535],
    [20, 25],
    [3000, 6000],
    [1, 1024],
  ])('pages for the range %i to %i, which holds such a port', (from, to) => {
    expect(authorize({ from, to })).toBe('page high');
  });

  it('is critical when every protocol is open', () => {
    expect(authorize({ protocol: '-1' })).toBe('page critical');
    expect(authorize({ protocol: '-1', cidr: '::/0' })).toBe('page critical');
  });

  it('does not fall for half the Internet at a time', () => {
    expect(authorize({ cidr: '0.0.0.0/1' })).toBe('page high');
  });

  it.each([
    ['web ports', { from: 443 }],
    ['the range of load balanced node ports', { from: 30_000, to: 32_767 }],
    ['ping', { protocol: 'icmp', from: 8, to: -1 }],
    ['the office', { cidr: '203.0.113.0/24' }],
    ['the private network', { cidr: '10.0.0.0/8' }],
    ['one address whose prefix ends in zero', { cidr: '203.0.113.0/30' }],
    ['everything, to the private network only', { protocol: '-1', cidr: '10.0.0.0/8' }],
  ] as const)('leaves %s to the review', (_, rule) => {
    expect(authorize(rule)).toBe('review');
  });

  it('reads the older, flat form', () => {
    const flat = { groupId: 'sg-1', ipPermissions: {}, ipProtocol: 'tcp', fromPort: 22, toPort: 22 };
    const call = { eventSource: 'ec2.amazonaws.com', eventName: 'AuthorizeSecurityGroupIngress' };
    expect(judge({ ...call, requestParameters: { ...flat, cidrIp: '0.0.0.0/0' } })).toBe('page high');
    expect(judge({ ...call, requestParameters: { ...flat, cidrIp: '203.0.113.7/32' } })).toBe('review');
  });

  it('pairs each rule with its own addresses', () => {
    const verdict = judge({
      eventSource: 'ec2.amazonaws.com',
      eventName: 'AuthorizeSecurityGroupIngress',
      requestParameters: {
        ipPermissions: {
          items: [
            { ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } },
            {
              ipProtocol: 'tcp',
              fromPort: 22,
              toPort: 22,
              ipRanges: { items: [{ cidrIp: '203.0.113.7/32' }] },
            },
          ],
        },
      },
    });
    expect(verdict).toBe('review');
  });

  it('does not page for a rule that AWS did not accept', () => {
    const verdict = judge({
      eventSource: 'ec2.amazonaws.com',
      eventName: 'AuthorizeSecurityGroupIngress',
      errorCode: 'Client.InvalidPermission.Duplicate',
      requestParameters: { ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' },
    });
    expect(verdict).toBe('review');
  });
});
