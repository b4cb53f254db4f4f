import { describe, expect, it } from 'vitest';
import { isInS3, nameObject, parseS3Place } from '../../../bot/aws/replay/s3-place.ts';

describe('a place in S3', () => {
  it.each([
    ['s3://example-trail', { bucket: 'example-trail', key: '' }],
    ['s3://example-trail/', { bucket: 'example-trail', key: '' }],
    ['s3://example-trail/AWSLogs/', { bucket: 'example-trail', key: 'AWSLogs/' }],
    ['s3://my.bucket/a b/%41?#//x', { bucket: 'my.bucket', key: 'a b/%41?#//x' }],
  ])('is read from %s, its key as it is', (path, place) => {
    expect(parseS3Place(path)).toEqual(place);
    expect(parseS3Place(nameObject(place))).toEqual(place);
  });

  it.each([
    's3://',
    's3:///key',
    's3://NO/key',
    's3://a',
    's3://arn:aws:s3:us-east-1:123456789012:accesspoint/x',
  ])('is not %s, and the error says what to write', (path) => {
    expect(isInS3(path)).toBe(true);
    expect(() => parseS3Place(path)).toThrow(
      expect.objectContaining({ code: 'input_unreadable', hint: expect.stringContaining('s3://bucket') }),
    );
  });

  it.each(['archive', '/s3/archive', 's3:/archive', '-'])(
    'is none where a path is one of files: %s',
    (path) => {
      expect(isInS3(path)).toBe(false);
    },
  );
});
