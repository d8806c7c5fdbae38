import { z } from 'zod';

const MOST_NOTE = 200;
const MOST_TAGS = 20;
const MOST_TAG = 30;
const count = z.int().nonnegative();

const account = z.string().max(100).default('default');
export const accountQuery = z.object({ account });
export const followerParams = z.object({ openId: z.string().min(1).max(128) });

export const followersQuery = z.object({
  account,
  /** The beginning of an OpenID, or words of a note or a tag. */
  q: z.string().max(200).optional(),
  tag: z.string().max(MOST_TAG).optional(),
  blocked: z.stringbool().optional(),
  after: z.string().max(400).optional(),
});
export type FollowersQuery = z.infer<typeof followersQuery>;

const listedFollower = z.object({
  openId: z.string(),
  /** Absent when nothing but the card is stored any more. */
  seenAt: z.number().optional(),
  note: z.string(),
  tags: z.array(z.string()),
  isBlocked: z.boolean(),
});
export type ListedFollower = z.infer<typeof listedFollower>;

export const followersAnswer = z.object({
  items: z.array(listedFollower),
  next: z.string().optional(),
});
export type FollowersAnswer = z.infer<typeof followersAnswer>;

const used = z.object({ questions: count, calls: count, input: count, output: count });

export const followerAnswer = listedFollower.extend({
  /** The follower's own limit; null for the account's. 0 for as many as they like. */
  questionsPerDay: count.nullable(),
  usage: z.object({ today: used, last30Days: used }),
  /** Of the account; 0 for as much as they like. */
  limits: z.object({ questionsPerMinute: count, questionsPerDay: count, tokensPerDay: count }),
  /** What limits counted today; absent where nothing is counted. */
  counted: z.object({ questions: count, tokens: count }).optional(),
  /** Customer-service messages that WeChat still allows; absent when none. */
  messages: z.object({ left: count, until: z.number() }).optional(),
  turns: count,
});
export type Follower = z.infer<typeof followerAnswer>;

const tag = z.string().trim().min(1).max(MOST_TAG);

export const followerChange = z.strictObject({
  note: z.string().trim().max(MOST_NOTE).optional(),
  tags: z.array(tag).max(MOST_TAGS).optional(),
  isBlocked: z.boolean().optional(),
  questionsPerDay: z.int().min(0).max(100_000).nullable().optional(),
});
export type FollowerChange = z.infer<typeof followerChange>;

export const deletedAnswer = z.object({ isDeleted: z.literal(true) });
