import { describe, expect, it } from 'vitest';
import { openSimulatorDesk } from '../../../src/server/console/open-simulator-desk.ts';

const config = (port?: number, publicUrl?: string) => ({
  ...{ port: 3000, publicUrl },
  console: { isOn: true, port, isInsecureAllowed: false },
});

describe('the address of the simulator', () => {
  it.each([
    ['in the console', config(), '/simulator/?key=a%20key'],
    [
      'beside a console with a port of its own',
      config(3001),
      'http://localhost:3000/simulator/?key=a%20key',
    ],
    [
      'at the public address, where one is set',
      config(3001, 'https://bot.example.com'),
      'https://bot.example.com/simulator/?key=a%20key',
    ],
  ])('is %s', (_where, settings, address) => {
    const desk = openSimulatorDesk({ key: 'a key' }, settings);
    expect(desk.state).toBe('on');
    expect(desk.address('http://localhost:3001')).toBe(address);
  });

  it.each([
    [undefined, 'off'],
    ['one process only', 'one process only'],
  ] as const)('is none when its place is %s', (place, state) => {
    const desk = openSimulatorDesk(place, config());
    expect([desk.state, desk.address('http://localhost:3000')]).toEqual([state, undefined]);
  });
});
