import type { RequestHandler } from 'express';

/** What stands at /simulator where requests are spread over several processes: each would have chats of its own. */
const ONE_PROCESS_ONLY = [
  '快回正以多个进程运行，而模拟器页面只能在一个进程里。请另开一个终端运行：npm run simulator',
  "Kuaihui runs in several processes, and the simulator's page lives in one. Run in a terminal instead: npm run simulator",
].join('\n');

/** Says in place of the simulator's page where to find it. */
export const showOneProcessOnly: RequestHandler = (_request, response) => {
  response.status(503).type('text/plain; charset=utf-8').send(ONE_PROCESS_ONLY);
};
