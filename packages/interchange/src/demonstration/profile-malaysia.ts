import type { DemonstrationProfile } from './demonstration-profile.js';

export const MALAYSIA: DemonstrationProfile = {
  places: [
    { name: 'Lapangan Terbang Antarabangsa Kuala Lumpur, Sepang', channels: ['traveller', 'cargo-air'] },
    { name: 'Pelabuhan Klang, Selangor', channels: ['cargo-sea'] },
    { name: 'Pusat Mel Nasional, Shah Alam', channels: ['mail'] },
    { name: 'Lapangan Terbang Antarabangsa Pulau Pinang', channels: ['traveller', 'express'] },
    { name: 'Bukit Kayu Hitam, Kedah', channels: ['land'] },
    { name: 'Rantau Panjang, Kelantan', channels: ['land'] },
    { name: 'Pelabuhan Pasir Gudang, Johor', channels: ['cargo-sea', 'vessel'] },
    { name: 'Bukit Bintang, Kuala Lumpur', channels: ['other', 'online'] },
  ],
  agencies: ['Kastam', 'Polis Jabatan Narkotik', 'Pejabat Pendakwa Raya'],
  substanceNames: {
    yaba: 'pil kuda',
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
  openings: {
    goods: [
      'Pemeriksaan pengimbas kargo di {place} menemui {amount} {substance} dari {origin}.',
      'Hasil maklumat rakan serantau, penghantaran dari {origin} diperiksa di {place} dan {amount} {substance} dirampas.',
    ],
    traveller: [
      'Pegawai memeriksa bagasi penumpang dari {origin} di {place} dan merampas {amount} {substance}.',
      'Seorang penumpang dari {origin} ditahan di {place} bersama {amount} {substance}.',
    ],
    inland: [
      'Serbuan di {place} menemui {amount} {substance} yang dipercayai berasal dari {origin}.',
      'Iklan dalam talian dijejaki ke {place}; {amount} {substance} dari {origin} dirampas.',
    ],
  },
  concealments: [
    'bungkusan teh',
    'dinding kontena',
    'beg dua lapis',
    'tong minyak',
    'kotak makanan ringan',
    'alat ganti',
  ],
  closings: [
    'Dadah disembunyikan dalam {concealment}; penerima sedang dikesan.',
    'Barang kes dalam {concealment} telah dihantar untuk analisis.',
    'Seorang suspek ditahan; dadah berada dalam {concealment}.',
  ],
};
