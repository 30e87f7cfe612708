import { test } from 'vitest';
import * as R from '/work/main/packages/records/src/index.js';
import { rawUpdate, byOrigins, text, inRoot, any } from '/work/main/packages/records/src/testing/raw-bytes.js';
test('cost',()=>{
 for (const total of [5,20,60]) {
  const us:Uint8Array[]=[];const base=R.createSectionUpdate(1,{texts:{narrative:'abcdefghij'.repeat(2000)}})!;us.push(base);
  let clock=0;const clocks=new Map([[1,20000]]);
  for(let k=0;k<total;k++){const structs=[];for(let i=0;i<512;i++)structs.push(byOrigins(4,null,[1,20000-1-((k*512+i)%20000)],text('x')));
   const u=rawUpdate(2,clock,structs);const s=R.inspectUpdate(u) as any;const j=R.judgeUpdate(s.value,{client:2,clocks});if(j)throw new Error(j);clock+=512;clocks.set(2,clock);us.push(u);}
  let t=performance.now();const d=R.SectionDocument.fromUpdates(us);const a=performance.now()-t;t=performance.now();d.view();console.log(total*512,'scattered structs: apply',a.toFixed(0),'ms; settle',(performance.now()-t).toFixed(0),'ms; bytes',us.reduce((x,y)=>x+y.length,0));
 }
 {let clock=0;const us=[];for(let k=0;k<20;k++){const st=[];for(let i=0;i<512;i++)st.push(inRoot(8,'f:a',any(126)));us.push(rawUpdate(2,clock,st));clock+=512}
  let t=performance.now();const d=R.SectionDocument.fromUpdates(us);d.view();console.log('10240 null-origin register writes',(performance.now()-t).toFixed(0),'ms');}
});
