// Moments as the organisation writes them: its zone and 24 hours, the same for every reader of the demo.

const zone = (options) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "Europe/Copenhagen" });

/** 14:51 */
export const HOUR = zone({ hour: "2-digit", minute: "2-digit" });
/** 14:51:31 */
export const CLOCK = zone({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
/** Tuesday 24 November */
export const DAY = zone({ weekday: "long", day: "numeric", month: "long" });
/** Tue, 24 Nov 2026, 14:51 */
export const TIME = zone({ weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
