// Puts a job on a world's queue, as the ingress does.
import { createJobQueue } from '../../bot/aws/job-queue.ts';
import { createPostToAws } from '../../bot/aws/post-to-aws.ts';
import type { Job } from '../../bot/domain/job.ts';
import type { TestWorld } from './world.ts';

export async function addJob({ config }: TestWorld, job: Job): Promise<void> {
  const place = {
    region: config.region,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    ...(config.awsEndpoint && { endpoint: config.awsEndpoint }),
  };
  const clock = { now: () => new Date() };
  await createJobQueue(createPostToAws(place, clock), config.jobQueueUrl).add(job);
}
