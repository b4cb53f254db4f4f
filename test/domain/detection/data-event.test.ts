import { describe, expect, it } from 'vitest';
import {
  countsDataEventsAlone,
  dataEventsOf,
  isDataEvent,
  usualDataEvent,
} from '../../../bot/domain/detection/data-event.ts';

describe('a data event', () => {
  it.each([
    ['s3', 'GetObject'],
    ['s3', 'PutObjectAcl'],
    ['s3', 'DeleteObjects'],
    ['s3', 'GetObject*'],
    ['s3', 'Put*'],
    ['s3', '*'],
    ['lambda', 'Invoke'],
    ['dynamodb', 'GetItem'],
    ['dynamodb', 'TransactWriteItems'],
    ['dynamodb', 'Query'],
  ])('is a call on what lies in a resource: %s %s', (service, name) => {
    expect(isDataEvent(`${service}.amazonaws.com`, name)).toBe(true);
  });

  it.each([
    ['s3', 'PutBucketPolicy'],
    ['s3', 'PutBucket*'],
    ['s3', 'Put'],
    ['s3', 'GetObjectLockConfiguration'],
    ['lambda', 'UpdateFunctionCode20150331v2'],
    ['dynamodb', 'DeleteTable'],
    ['iam', 'GetObject'],
    ['__proto__', 'GetObject'],
  ])('is no call on the resource itself: %s %s', (service, name) => {
    expect(isDataEvent(`${service}.amazonaws.com`, name)).toBe(false);
  });
});

describe('a detection of data events alone', () => {
  const example = (fires: boolean, eventName: string) => ({
    name: eventName,
    fires,
    event: { eventSource: 's3.amazonaws.com', eventName },
  });

  it('is one whose every counted example is one', () => {
    const touched = [example(true, 'GetObject'), example(true, 'PutObject'), example(false, 'ListBuckets')];
    expect(countsDataEventsAlone({ examples: touched })).toBe(true);
    expect(countsDataEventsAlone({ examples: [...touched, example(true, 'PutBucketPolicy')] })).toBe(false);
    expect(countsDataEventsAlone({ examples: [example(false, 'GetObject')] })).toBe(false);
  });
});

describe('the data events of a service', () => {
  it('are those that are asked for, or the most usual ones', () => {
    expect(dataEventsOf('s3.amazonaws.com', ['PutBucketAcl', 'GetObject'])).toEqual(['GetObject']);
    expect(dataEventsOf('s3.amazonaws.com', [])).toEqual(['GetObject', 'PutObject', 'DeleteObject']);
    expect(dataEventsOf('iam.amazonaws.com', [])).toEqual([]);
  });

  it('are named by how they begin', () => {
    expect(usualDataEvent('s3.amazonaws.com', 'Put')).toBe('PutObject');
    expect(usualDataEvent('s3.amazonaws.com', 'PutBucket')).toBeUndefined();
    expect(usualDataEvent('__proto__', '')).toBeUndefined();
  });
});
