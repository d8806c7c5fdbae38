import type { RequestHandler } from 'express';

/**
 * Says in place of the simulator's page where to find it: where requests are spread over several processes, each would
 * have chats of its own.
 */
export function showOneProcessOnly(command: string): RequestHandler {
  const text = [
    `快回正以多个进程运行，而模拟器页面只能在一个进程里。请另开一个终端运行：${command}`,
    `Kuaihui runs in several processes, and the simulator's page lives in one. Run in a terminal instead: ${command}`,
  ].join('\n');
  return (_request, response) => {
    response.status(503).type('text/plain; charset=utf-8').send(text);
  };
}
