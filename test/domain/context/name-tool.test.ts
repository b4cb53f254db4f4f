import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameTool } from '../../../bot/domain/context/name-tool.ts';
import { computingMs } from '../../support/cpu-time.ts';

describe('the client', () => {
  it.each([
    ['console.amazonaws.com', 'console', 'AWS Console'],
    ['signin.amazonaws.com', 'console', 'AWS Console'],
    ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.488]', 'console', 'AWS Console'],
    ['AWS Internal', 'aws-internal', 'AWS itself (AWS Internal)'],
    ['cloudformation.amazonaws.com', 'service-cloudformation', 'CloudFormation'],
    ['access-analyzer.amazonaws.com', 'service-access-analyzer', 'the AWS service access-analyzer'],
    ['aws-cli/1.32.1 Python/3.11.6 Linux/5.10.0 botocore/1.34.1', 'aws-cli', 'AWS CLI 1.32 on Linux'],
    ['aws-cli/2.31.5 md/awscrt#0.27.6 ua/2.1 os/macos#25.1.0', 'aws-cli', 'AWS CLI 2.31 on macOS'],
    ['aws-cli/2.31.5 os/linux#6.1 exec-env/CloudShell', 'aws-cli', 'AWS CLI 2.31 in CloudShell'],
    ['Boto3/1.40.2 md/Botocore#1.40.2 ua/2.1 os/linux#6.1.0', 'boto3', 'boto3 1.40 on Linux'],
    ['Boto3/1.40.2 os/linux#6.1 exec-env/AWS_Lambda_python3.13', 'boto3', 'boto3 1.40 in Lambda'],
    [
      'aws-sdk-js/3.900.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#24.1.0',
      'sdk-js',
      'AWS SDK for JavaScript 3.900',
    ],
    ['aws-sdk-go-v2/1.39.0 os/linux lang/go#1.25.1', 'sdk-go', 'AWS SDK for Go 1.39'],
    ['aws-sdk-dotnet-coreclr/3.7.1', 'sdk-dotnet', 'AWS SDK for .NET 3.7'],
    ['aws-sdk-rust/1.3.3 os/linux lang/rust/1.88', 'sdk-rust', 'AWS SDK for Rust 1.3'],
    [
      'APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) aws-sdk-go-v2/1.39.0',
      'terraform',
      'Terraform 1.13',
    ],
    ['APN/1.0 Ansible/2.19.1 Boto3/1.40.2', 'ansible', 'Ansible 2.19'],
    ['kubectl/v1.34.0 (linux/amd64) kubernetes/abc', 'kubectl', 'kubectl 1.34'],
    ['curl/8.14.1', 'curl', 'curl 8.14'],
    ['python-requests/2.32.3', 'python-requests', 'python-requests 2.32'],
    ['stratus-red-team_0a1b2c3d', 'stratus-red-team', 'Stratus Red Team (attack simulation)'],
    ['TruffleHog', 'trufflehog', 'TruffleHog (a finder of leaked keys)'],
    ['', 'none', 'no user agent'],
  ])('%s is %s', (userAgent, family, words) => {
    expect(nameTool(userAgent)).toEqual({ family, words });
  });

  it('on a system made for attacks is another family than the same client elsewhere', () => {
    const tool = nameTool('Boto3/1.40.2 md/Botocore#1.40.2 ua/2.1 os/linux#6.1.0-kali5-amd64');
    expect(tool).toEqual({ family: 'kali-linux', words: 'boto3 1.40 on Kali Linux (made for attacks)' });
  });

  it('in a browser is told by browser and system, whatever the version', () => {
    const chrome = (version: number) =>
      nameTool(
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
      );
    expect(chrome(142)).toEqual({ family: 'browser-chrome-windows', words: 'a browser (Chrome on Windows)' });
    expect(chrome(99)).toEqual(chrome(142));
  });

  it('that nobody knows is shown by its first word', () => {
    expect(nameTool('<!channel>/1 (hello)')).toEqual({ family: 'other', words: '<!channel>/1' });
    expect(nameTool('x'.repeat(100)).words).toHaveLength(60);
  });
});

describe('hostile user agents', () => {
  it('of 100 KB are read within a blink', () => {
    const took = computingMs(() => {
      for (const unit of ['a', '(', 'Mozilla/5.0 (', 'aws-cli/', '[a-Console', '1.', ' ']) {
        nameTool(unit.repeat(100_000 / unit.length));
      }
    });
    expect(took).toBeLessThan(1_000);
  });

  it('never make it throw or say much', () => {
    const start = fc.constantFrom('', 'Mozilla/5.0 ', 'Opera/9 ', 'aws-cli/', '[');
    fc.assert(
      fc.property(start, fc.string({ unit: 'binary', maxLength: 2_000 }), (prefix, rest) => {
        const tool = nameTool(prefix + rest);
        expect(tool.words.length).toBeLessThanOrEqual(120);
        expect(tool.family).not.toBe('');
      }),
    );
  });
});
