import type { DemonstrationProfile } from './demonstration-profile.js';

export const KOREA: DemonstrationProfile = {
  places: [
    { name: '인천국제공항 제1여객터미널', channels: ['traveller'] },
    { name: '인천국제공항 국제우편세관', channels: ['mail'] },
    { name: '인천국제공항 특송물류센터', channels: ['express'] },
    { name: '김해국제공항 입국장', channels: ['traveller'] },
    { name: '제주국제공항 입국장', channels: ['traveller'] },
    { name: '부산신항 컨테이너 터미널', channels: ['cargo-sea', 'vessel'] },
    { name: '평택항 국제여객부두', channels: ['traveller', 'vessel'] },
    { name: '서울 강남구 역삼동 오피스텔', channels: ['other', 'online'] },
    { name: '서울 용산구 이태원동', channels: ['other'] },
    { name: '대구 달서구 성서공단', channels: ['other', 'mail'] },
  ],
  agencies: ['세관', '지방검찰청', '경찰청 마약수사대'],
  substanceNames: {
    yaba: '야바',
    methamphetamine: '필로폰',
    cannabis: '대마',
    mdma: '엑스터시',
    ketamine: '케타민',
    cocaine: '코카인',
    heroin: '헤로인',
    nps: '신종향정물질',
    opium: '아편',
    fentanyl: '펜타닐',
  },
  openings: {
    goods: [
      '{place}에서 {origin}발 화물의 X선 검색 중 {substance} {amount}을(를) 적발하였다.',
      '해외 기관이 제공한 정보에 따라 {place}에서 {origin}발 물품을 검사하여 {substance} {amount}을(를) 발견하였다.',
    ],
    traveller: [
      '{origin}에서 입국한 여행자의 수하물을 {place}에서 개장 검사하여 {substance} {amount}을(를) 압수하였다.',
      '{place}에서 {origin}발 여행자의 신변 검색 중 {substance} {amount}을(를) 적발하였다.',
    ],
    inland: [
      '{place} 압수수색에서 {substance} {amount}을(를) 압수하였으며 공급원은 {origin}로 보인다.',
      '온라인 판매 광고를 추적하여 {place}에서 {origin}산 {substance} {amount}을(를) 압수하였다.',
    ],
  },
  concealments: ['이중 바닥 여행가방', '커피 봉지', '화장품 용기', '기계 부품 내부', '과자 상자', '복대', '영양제 통'],
  closings: [
    '은닉 수법은 {concealment}이며 수취인을 추적하고 있다.',
    '{concealment}에 숨겨져 있었고 감정 결과를 기다리는 중이다.',
    '통제배달로 수취인 1명을 검거하였으며 은닉 수법은 {concealment}이다.',
  ],
};
