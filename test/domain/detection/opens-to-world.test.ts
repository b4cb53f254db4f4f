import { describe, expect, it } from 'vitest';
import { opensToWorld } from '../../../bot/domain/detection/opens-to-world.ts';

function ingress(rule: object) {
  return {
    eventName: 'AuthorizeSecurityGroupIngress',
    requestParameters: { ipPermissions: { items: [rule] } },
  };
}

function v4(cidrIp: string, fromPort?: number, toPort = fromPort) {
  return ingress({ ipProtocol: 'tcp', fromPort, toPort, ipRanges: { items: [{ cidrIp }] }, ipv6Ranges: {} });
}

function modify(SecurityGroupRule: unknown) {
  const ModifySecurityGroupRulesRequest = { GroupId: 'sg-1', SecurityGroupRule };
  return { eventName: 'ModifySecurityGroupRules', requestParameters: { ModifySecurityGroupRulesRequest } };
}
const SSH = { SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '0.0.0.0/0' } };

describe('opensToWorld', () => {
  it.each([
    ['SSH', v4('0.0.0.0/0', 22)],
    ['every port', v4('0.0.0.0/0')],
    ['a range that only begins with a web port', v4('0.0.0.0/0', 80, 8080)],
    ['half of the addresses', v4('128.0.0.0/1', 22)],
    ['IPv6', ingress({ fromPort: 22, toPort: 22, ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } })],
    [
      'the flat form of old clients',
      { ...v4('x'), requestParameters: { cidrIp: '0.0.0.0/0', fromPort: 22, toPort: 22, ipPermissions: {} } },
    ],
    ['a changed rule', modify(SSH)],
    ['one of several changed rules', modify([{ SecurityGroupRule: { CidrIpv4: '192.0.2.0/24' } }, SSH])],
  ])('sees %s opened to everybody', (_, record) => expect(opensToWorld(record)).toBe(true));

  it.each([
    ['a web port', v4('0.0.0.0/0', 443)],
    ['an office', v4('192.0.2.0/24', 22)],
    ['one address without a prefix length', v4('192.0.2.1', 22)],
    ['another group', ingress({ fromPort: 22, toPort: 22, groups: { items: [{ groupId: 'sg-2' }] } })],
    ['a way out', { ...v4('0.0.0.0/0', 22), eventName: 'AuthorizeSecurityGroupEgress' }],
    ['a rule that is taken away', { ...v4('0.0.0.0/0', 22), eventName: 'RevokeSecurityGroupIngress' }],
    ['null parameters', { eventName: 'AuthorizeSecurityGroupIngress', requestParameters: null }],
    ['wrong types', modify([null, 1, 'x', { SecurityGroupRule: [] }])],
    ['nothing', undefined],
  ])('sees nothing in %s', (_, record) => expect(opensToWorld(record)).toBe(false));
});
