export type Health = 'ok' | 'degraded' | 'impaired' | 'unknown';

export interface MapPoint { id: string; longitude: number; latitude: number; weight: number; health: Health; label: string }

export interface MapPlace { name: string; longitude: number; latitude: number }

/** How far in, and where the middle of the world stands, in widths of the map. */
export interface View { zoom: number; x: number; y: number }
