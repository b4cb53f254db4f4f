import { describe, expect, it } from 'vitest';
import { byService } from '../../../bot/domain/detection/by-service.ts';

describe('byService', () => {
  it.each([
    ['a service by itself', { userIdentity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' } }],
    [
      'a service on somebody’s behalf',
      { userIdentity: { type: 'AssumedRole', invokedBy: 'cloudformation.amazonaws.com' } },
    ],
    [
      'a service as the source',
      { userIdentity: { type: 'AssumedRole' }, sourceIPAddress: 'autoscaling.amazonaws.com' },
    ],
    ['a Region’s service', { sourceIPAddress: 'ops.emr-serverless.amazonaws.com' }],
  ])('is true for %s', (_, record) => expect(byService(record)).toBe(true));

  it.each([
    [
      'a person in the console',
      {
        userIdentity: { type: 'IAMUser', invokedBy: 'signin.amazonaws.com' },
        sourceIPAddress: 'signin.amazonaws.com',
      },
    ],
    ['root in the console', { userIdentity: { type: 'Root' }, sourceIPAddress: 'AWS Internal' }],
    ['an address', { userIdentity: { type: 'IAMUser' }, sourceIPAddress: '192.0.2.10' }],
    ['a name that only looks like a service', { sourceIPAddress: 'amazonaws.com.example.com' }],
    ['nothing', undefined],
    ['wrong types', { userIdentity: { type: 1, invokedBy: ['config.amazonaws.com'] }, sourceIPAddress: {} }],
  ])('is false for %s', (_, record) => expect(byService(record)).toBe(false));
});
