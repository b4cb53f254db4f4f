import { describe, expect, it } from 'vitest';
import { insightsLink } from '../../bot/render/insights-link.ts';

const WHERE = { region: 'eu-west-1', logGroup: 'CloudTrail/SecurityAuditLogs' };
const WINDOW = { from: new Date('2026-11-21T14:05:00Z'), to: new Date('2026-11-22T14:05:00Z') };

describe('the link to a query in the console', () => {
  it('is written as the console itself writes it', () => {
    const text = 'fields @timestamp\n| filter eventName = "Stop Logging"';
    expect(insightsLink({ ...WINDOW, text }, WHERE)).toBe(
      "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:logs-insights$3FqueryDetail$3D~(end~'2026-11-22T14*3a05*3a00.000Z~start~'2026-11-21T14*3a05*3a00.000Z~timeType~'ABSOLUTE~tz~'UTC~editorString~'fields*20*40timestamp*0a*7c*20filter*20eventName*20*3d*20*22Stop*20Logging*22~source~(~'CloudTrail*2fSecurityAuditLogs)~lang~'CWLI)",
    );
  });

  it('holds nothing that could end the string it stands in, or the link', () => {
    const link = insightsLink({ ...WINDOW, text: `~)'<|>$!é😀` }, WHERE) ?? '';
    expect(link).toContain("editorString~'*7e*29*27*3c*7c*3e*24*21*e9**d83d**de00~source");
  });

  it('is left out where no console is known, and where Slack would not take it', () => {
    expect(insightsLink({ ...WINDOW, text: 'x' }, { ...WHERE, region: 'x"><img>' })).toBeUndefined();
    expect(insightsLink({ ...WINDOW, text: 'x'.repeat(3_000) }, WHERE)).toBeUndefined();
  });
});
