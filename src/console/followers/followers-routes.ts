import { z } from 'zod';
import { jsonRoute, rawRoute, type Route } from '../api/route.ts';
import {
  accountQuery,
  deletedAnswer,
  followerAnswer,
  followerChange,
  followerParams,
  followersAnswer,
  followersQuery,
} from './followers-contract.ts';
import type { FollowersDesk } from './followers-desk.ts';
import { writeFollowerExport } from './write-follower-export.ts';

/** Returns the routes about followers. */
export function createFollowersRoutes(desk: FollowersDesk): readonly Route[] {
  const path = '/followers/:openId';
  const ofOne = { params: followerParams, query: accountQuery };
  return [
    jsonRoute({
      method: 'GET',
      path: '/followers',
      permission: 'read',
      summary:
        'Lists the followers of an account, the one last seen first, or finds them by OpenID, note, tag or block.',
      query: followersQuery,
      answer: followersAnswer,
      handle: ({ query }) => desk.list(query),
    }),
    jsonRoute({
      method: 'GET',
      path,
      permission: 'conversations',
      summary: 'Reads what is known of a follower: card, usage, limits.',
      ...ofOne,
      answer: followerAnswer,
      handle: ({ params, query }) => desk.read({ ...query, ...params }),
    }),
    jsonRoute({
      method: 'PATCH',
      path,
      permission: 'change',
      summary: 'Changes the note, the tags, the block or the own limit of a follower.',
      ...ofOne,
      body: followerChange,
      answer: followerAnswer,
      handle: ({ params, query, body }) => desk.change({ ...query, ...params }, body),
      audit: ({ params, query, body }) => ({
        action: 'followers.change',
        target: params.openId,
        details: {
          account: query.account,
          fields: Object.keys(body).join(', '),
          ...(body.isBlocked !== undefined && { isBlocked: body.isBlocked }),
        },
      }),
    }),
    rawRoute({
      method: 'GET',
      path: `${path}/export`,
      permission: 'read',
      summary: 'Downloads all that is stored about a follower.',
      ...ofOne,
      answer: z.unknown(),
      gives: 'application/json',
      async handle({ params, query, signal }, _request, response) {
        const data = await desk.export({ ...query, ...params });
        await writeFollowerExport(data, { response, signal });
        return {
          action: 'followers.export',
          target: params.openId,
          details: { account: query.account },
        };
      },
    }),
    jsonRoute({
      method: 'DELETE',
      path,
      permission: 'change',
      summary: 'Deletes all that is stored about a follower.',
      ...ofOne,
      answer: deletedAnswer,
      async handle({ params, query }) {
        await desk.delete({ ...query, ...params });
        return { isDeleted: true as const };
      },
      audit: ({ params, query }) => ({
        action: 'followers.delete',
        target: params.openId,
        details: { account: query.account },
      }),
    }),
  ];
}
