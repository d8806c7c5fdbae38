// Loaded into a server by `--import`: its clock is wrong by CLOCK_ERROR_MS. Timers and performance.now() stay right, as on a real machine.
const errorMs = Number(process.env['CLOCK_ERROR_MS'] ?? 0);
const RightDate = Date;

globalThis.Date = class extends RightDate {
  constructor(...when) {
    if (when.length === 0) super(RightDate.now() + errorMs);
    else super(...when);
  }
  static now() {
    return RightDate.now() + errorMs;
  }
};
