// CloudTrail records for the tests of whole flows: each call gives a new event.
import { randomUUID } from 'node:crypto';

export function rootLogin(changes: object = {}): object {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'Root',
      principalId: '123456789012',
      arn: 'arn:aws:iam::123456789012:root',
      accountId: '123456789012',
    },
    eventTime: new Date().toISOString(),
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    requestParameters: null,
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: { LoginTo: 'https://console.aws.amazon.com/', MobileVersion: 'No', MFAUsed: 'No' },
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: '123456789012',
    eventCategory: 'Management',
    ...changes,
  };
}

/** A call by an IAM user that stops the trail. */
export function stopLogging(userName: string, changes: object = {}): object {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDA4EXAMPLEEXAMPLE77',
      arn: `arn:aws:iam::123456789012:user/${userName}`,
      accountId: '123456789012',
      accessKeyId: 'AKIA4EXAMPLEEXAMPLE7',
      userName,
    },
    eventTime: new Date().toISOString(),
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.23',
    userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8 lang/python#3.13',
    requestParameters: { name: 'company-security-audit-trail' },
    responseElements: null,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '123456789012',
    eventCategory: 'Management',
    ...changes,
  };
}
