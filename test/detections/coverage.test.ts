// Attack techniques as Stratus Red Team performs them: each must page through the detection that is meant for it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { compileDetection } from '../../bot/domain/detection/compile-detection.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../bot/domain/event/trail-event.ts';

const TECHNIQUES: Readonly<Record<string, string>> = {
  'aws.credential-access.ec2-get-password-data': 'instance-password-read',
  'aws.credential-access.ec2-steal-instance-credentials': 'shell-from-long-lived-key',
  'aws.credential-access.secretsmanager-batch-retrieve-secrets': 'secrets-read-in-bulk',
  'aws.credential-access.secretsmanager-retrieve-secrets': 'secrets-read-rapidly',
  'aws.credential-access.ssm-retrieve-securestring-parameters': 'secrets-read-in-bulk',
  'aws.defense-evasion.cloudtrail-delete': 'cloudtrail-changes',
  'aws.defense-evasion.cloudtrail-event-selectors': 'trail-blinded',
  'aws.defense-evasion.cloudtrail-stop': 'cloudtrail-changes',
  'aws.defense-evasion.dns-delete-logs': 'dns-logging-removed',
  'aws.defense-evasion.organizations-leave': 'leave-organization',
  'aws.defense-evasion.vpc-remove-flow-logs': 'flow-logs-deleted',
  'aws.discovery.ec2-download-user-data': 'instance-user-data-read',
  'aws.execution.ec2-launch-unusual-instances': 'expensive-servers-launched',
  'aws.execution.ec2-user-data': 'instance-user-data-changed',
  'aws.execution.ssm-send-command': 'shell-from-long-lived-key',
  'aws.execution.ssm-start-session': 'shell-from-long-lived-key',
  'aws.exfiltration.ec2-security-group-open-port-22-ingress': 'security-group-open-to-world',
  'aws.exfiltration.ec2-share-ami': 'ami-shared',
  'aws.exfiltration.ec2-share-ebs-snapshot': 'snapshot-shared',
  'aws.exfiltration.rds-share-snapshot': 'snapshot-shared',
  'aws.impact.bedrock-invoke-model': 'bedrock-access-opened',
  'aws.initial-access.console-login-without-mfa': 'console-login-without-mfa',
  'aws.lateral-movement.ec2-instance-connect': 'shell-from-long-lived-key',
  'aws.lateral-movement.ec2-serial-console-send-ssh-public-key': 'serial-console-opened',
  'aws.persistence.iam-backdoor-role': 'role-trust-changed',
  'aws.persistence.iam-backdoor-user': 'access-key-for-another-user',
  'aws.persistence.iam-create-admin-user': 'admin-policy-attached',
  'aws.persistence.iam-create-backdoor-role': 'role-for-outside-account',
  'aws.persistence.iam-create-user-login-profile': 'login-profile-changed',
  'aws.persistence.lambda-backdoor-function': 'lambda-permission-for-outsiders',
  'aws.persistence.lambda-layer-extension': 'lambda-code-changed',
  'aws.persistence.lambda-overwrite-code': 'lambda-code-changed',
  'aws.persistence.rolesanywhere-create-trust-anchor': 'roles-anywhere-trust-changed',
  'aws.persistence.sts-federation-token': 'federation-token-issued',
  'aws.privilege-escalation.iam-update-user-login-profile': 'login-profile-changed',
};

const corpus = process.env.CORPUS_DIR;

describe.runIf(corpus !== undefined)('recorded techniques', () => {
  const records = corpus === undefined ? [] : readRecords(`${corpus}/stratus.jsonl`);
  const { detections } = loadCatalog(new URL('../../templates/', import.meta.url));
  const compiled = new Map(detections.map((detection) => [detection.id, compileDetection(detection)]));

  it.each(Object.entries(TECHNIQUES))('%s pages through %s', (technique, id) => {
    const verdicts = records
      .filter(({ rule }) => rule === technique)
      .map(({ event }) => compiled.get(id)?.judge(parseTrailEvent(event))?.lane);
    expect(verdicts).toContain('page');
  });

  it('are all in the table', () => {
    expect(new Set(records.map(({ rule }) => rule))).toEqual(new Set(Object.keys(TECHNIQUES)));
  });

  it('never leave a detection unable to judge', () => {
    const unread = records.flatMap(({ event }) =>
      [...compiled.values()].flatMap(({ judge }) => judge(parseTrailEvent(event))?.because ?? []),
    );
    expect(unread.filter((because) => because.includes('could not be'))).toEqual([]);
  });
});

function readRecords(path: string): readonly { rule: string; event: JsonObject }[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as { rule: string; event: JsonObject });
}
