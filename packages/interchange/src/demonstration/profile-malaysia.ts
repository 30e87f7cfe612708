import type { DemonstrationProfile } from './demonstration-profile.js';

export const MALAYSIA: DemonstrationProfile = {
  places: [
    { name: 'Lapangan Terbang Antarabangsa Kuala Lumpur, Sepang', channels: ['traveller', 'air-cargo'] },
    { name: 'Pelabuhan Klang, Selangor', channels: ['sea-cargo'] },
    { name: 'Pusat Mel Nasional, Shah Alam', channels: ['mail'] },
    { name: 'Lapangan Terbang Antarabangsa Pulau Pinang', channels: ['traveller', 'express'] },
    { name: 'Bukit Kayu Hitam, Kedah', channels: ['land'] },
    { name: 'Rantau Panjang, Kelantan', channels: ['land'] },
    { name: 'Pelabuhan Pasir Gudang, Johor', channels: ['sea-cargo', 'vessel'] },
    { name: 'Bukit Bintang, Kuala Lumpur', channels: ['domestic', 'online'] },
  ],
  agencies: ['Kastam', 'Polis Jabatan Narkotik', 'Pejabat Pendakwa Raya'],
  substanceNames: {
    methamphetamine: 'syabu',
    cannabis: 'ganja',
    mdma: 'ekstasi',
    ketamine: 'ketamin',
    cocaine: 'kokain',
    heroin: 'heroin',
    nps: 'bahan psikoaktif baharu',
    opium: 'candu',
    fentanyl: 'fentanil',
  },
  openings: [
    'Pegawai merampas {amount} {substance} di {place}; penghantaran berasal dari {origin}.',
    'Pemeriksaan pengimbas di {place} menemui {amount} {substance} dari {origin}.',
    'Hasil maklumat rakan serantau, {amount} {substance} dari {origin} ditemui di {place}.',
  ],
  concealments: ['bungkusan teh', 'dinding kontena', 'beg dua lapis', 'tong minyak', 'kotak makanan ringan', 'alat ganti'],
  closings: [
    'Dadah disembunyikan dalam {concealment}; penerima sedang dikesan.',
    'Barang kes dalam {concealment} telah dihantar untuk analisis.',
    'Seorang suspek ditahan; dadah berada dalam {concealment}.',
  ],
};
